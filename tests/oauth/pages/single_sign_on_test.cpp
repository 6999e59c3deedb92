// Two applications of one pool and one browser: who has signed in for the one by its pages is signed in for the other, until that ends.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "tests/oauth/support/page_test.h"
#include "tests/support/jwt.h"

namespace rockpool::oauth {
namespace {

using support::Page;

class SingleSignOn : public support::PageTest {
 protected:
  SingleSignOn() : other(oauth.CreateClient(here)) {}

  // What the other application sends the browser to.
  Page AskOther(const http::NamedValues& changes = {}) { return Ask(RequestOf(other, changes)); }
  // What its token endpoint gives for the code that a browser came back with.
  rapidjson::Document TokensFor(const Page& page, const std::string& client_id) {
    const Page answer = browser.Post("/oauth2/token", {{"grant_type", "authorization_code"},
                                                       {"client_id", client_id},
                                                       {"redirect_uri", std::string(support::OAuthService::kCallback)},
                                                       {"code", std::string(page.LocationQuery().Find("code").value_or(""))}});
    rapidjson::Document tokens;
    tokens.Parse(answer.body.c_str());
    EXPECT_TRUE(tokens.IsObject() && tokens.HasMember("access_token")) << answer.body;
    return tokens;
  }
  static std::string AccessMember(const rapidjson::Document& tokens) {
    return R"("AccessToken":")" + std::string(tokens["access_token"].GetString()) + R"(")";
  }
  std::string TypeOf(std::string_view operation, const std::string& members) {
    return oauth.service.Call(operation, "{" + members + "}").ErrorType();
  }
  void TrackSessions() {
    EXPECT_EQ(Call("SetUserPoolSessionConfiguration", R"("UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":5})").status, 200);
  }
  // The id of a session of that type; the newest one.
  std::string SessionOf(const std::string& type) {
    const support::Answer sessions = CallOn("AdminListUserSessions", kUser);
    for (const auto& session : sessions.At("Sessions").GetArray()) {
      if (session["SessionType"].GetString() == type) {
        return session["SessionId"].GetString();
      }
    }
    return "";
  }

  std::string other;  // a client of the pool beside `app`
};
ROCKPOOL_IN_BOTH_LOOKS(SingleSignOn);

TEST_P(SingleSignOn, LeadsBackToTheSecondApplicationWithoutAForm) {
  EXPECT_TRUE(LeadsToSignIn(AskOther()));
  const Page first = LogIn();
  ASSERT_TRUE(IsBack(first));
  const auto signed_in = oauth.service.clock.Now();
  oauth.service.clock.Advance(60'000);
  const Page second = AskOther({{"state", "s"}});
  ASSERT_TRUE(IsBack(second)) << second.location();
  EXPECT_EQ(second.LocationQuery().Find("state"), "s");
  const auto claims = support::ClaimsOf(TokensFor(second, other)["id_token"].GetString());
  EXPECT_EQ(claims["aud"].GetString(), other);
  EXPECT_EQ(std::string(claims["cognito:username"].GetString()), kUser);
  EXPECT_EQ(claims["auth_time"].GetInt64(), signed_in / 1000);
  EXPECT_TRUE(IsBack(Open("/login"))) << "nor is it shown to who looks for it";
}

TEST_P(SingleSignOn, OutlivesASignOutEverywhereWhichEndsTokens) {
  const auto tokens = TokensFor(LogIn(), app);
  CallOn("AdminUserGlobalSignOut", kUser);
  EXPECT_EQ(TypeOf("GetUser", AccessMember(tokens)), "NotAuthorizedException");
  const Page still = AskOther();
  ASSERT_TRUE(IsBack(still)) << "documented: the cookie stays";
  const auto others = TokensFor(still, other);
  EXPECT_EQ(oauth.service.Call("GlobalSignOut", "{" + AccessMember(others) + "}").status, 200);
  EXPECT_EQ(TypeOf("GetUser", AccessMember(others)), "NotAuthorizedException");
  EXPECT_TRUE(IsBack(AskOther()));
}

TEST_P(SingleSignOn, EndsWithATokenSessionOfItWhereLinkedIsAsked) {
  TrackSessions();
  TokensFor(LogIn(), app);
  CallOn("AdminRevokeUserSession", kUser, R"("SessionId":")" + SessionOf("TOKEN") + R"(","RevokeAssociatedSessions":"NONE")");
  const Page spared = AskOther();
  ASSERT_TRUE(IsBack(spared));
  TokensFor(spared, other);
  CallOn("AdminRevokeUserSession", kUser, R"("SessionId":")" + SessionOf("TOKEN") + R"(","RevokeAssociatedSessions":"LINKED")");
  EXPECT_TRUE(LeadsToSignIn(AskOther()));
}

TEST_P(SingleSignOn, TakesTheTokensThatCameThroughItAlongWhereLinkedIsAsked) {
  TrackSessions();
  const auto first = TokensFor(LogIn(), app);
  const auto second = TokensFor(AskOther(), other);
  const std::string elsewhere = R"("AccessToken":")" + support::TokenOf(oauth.service, app, kUser) + R"(")";
  const std::string session = R"("SessionId":")" + SessionOf("SSO") + R"(")";
  EXPECT_EQ(oauth.service.Call("RevokeUserSession", "{" + elsewhere + "," + session + R"(,"RevokeAssociatedSessions":"LINKED"})").status,
            200);
  EXPECT_EQ(TypeOf("GetUser", AccessMember(first)), "NotAuthorizedException");
  EXPECT_EQ(TypeOf("GetUser", AccessMember(second)), "NotAuthorizedException");
  EXPECT_EQ(TypeOf("GetUser", elsewhere), "") << "which came through no browser";
  EXPECT_TRUE(LeadsToSignIn(AskOther()));
}

TEST_P(SingleSignOn, EndsWithARevokedRefreshTokenWhereLinkedIsAsked) {
  TrackSessions();
  const auto tokens = TokensFor(LogIn(), app);
  const std::string token = std::string(R"("Token":")") + tokens["refresh_token"].GetString() + R"(","ClientId":")" + app + R"(")";
  EXPECT_EQ(oauth.service.Call("RevokeToken", "{" + token + R"(,"RevokeAssociatedSessions":"LINKED"})").status, 200);
  EXPECT_TRUE(LeadsToSignIn(AskOther()));
}

TEST_P(SingleSignOn, EndsWithADisabledUserForGood) {
  ASSERT_TRUE(IsBack(LogIn()));
  CallOn("AdminDisableUser", kUser);
  EXPECT_TRUE(LeadsToSignIn(AskOther()));
  EXPECT_TRUE(IsAt(LogIn(), "User is disabled."));
  CallOn("AdminEnableUser", kUser);
  EXPECT_TRUE(LeadsToSignIn(AskOther()));
  EXPECT_TRUE(IsBack(LogIn()));
  EXPECT_TRUE(IsBack(AskOther()));
}

TEST_P(SingleSignOn, EndsWithADeletedUser) {
  ASSERT_TRUE(IsBack(LogIn()));
  CallOn("AdminDeleteUser", kUser);
  EXPECT_TRUE(LeadsToSignIn(AskOther()));
  support::CreateUser(oauth.service, here, kUser);
  EXPECT_TRUE(LeadsToSignIn(AskOther())) << "another one of his name";
}

TEST_P(SingleSignOn, EndsWithTheSignOutOfThePages) {
  ASSERT_TRUE(IsBack(LogIn()));
  browser.Get("/logout?" + support::QueryOf({{"client_id", app}, {"logout_uri", std::string(support::OAuthService::kSignedOut)}}));
  EXPECT_TRUE(LeadsToSignIn(AskOther()));
}

TEST_P(SingleSignOn, AsksAgainOrNobodyAsThePromptSays) {
  constexpr const char* kRequired = "https://app.example/cb?error=login_required";
  if (!is_managed()) {
    EXPECT_TRUE(LeadsToSignIn(AskOther({{"prompt", "none"}}))) << "the classic pages have no prompt";
    ASSERT_TRUE(IsBack(LogIn()));
    EXPECT_TRUE(IsBack(AskOther({{"prompt", "login"}})));
    return;
  }
  EXPECT_EQ(AskOther({{"prompt", "none"}}).location(), kRequired);
  ASSERT_TRUE(IsBack(LogIn()));
  EXPECT_TRUE(IsBack(AskOther({{"prompt", "none"}})));
  const Page form = browser.Follow(Ask(RequestOf(app, {{"prompt", "login"}})));
  ASSERT_TRUE(IsAt(form, "name=\"password\"")) << form.body;
  EXPECT_TRUE(IsBack(Submit(form, {{"username", kUser}, {"password", support::kPassword}})));
  CallOn("AdminDisableUser", kUser);
  EXPECT_EQ(AskOther({{"prompt", "none"}}).location(), kRequired);
}

}  // namespace
}  // namespace rockpool::oauth
