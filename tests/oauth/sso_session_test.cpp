// The sessions of browsers where a pool tracks them: how long an app client goes on with one, and what is told of it.
#include <gtest/gtest.h>

#include "tests/oauth/support/token_test.h"

namespace rockpool::oauth {
namespace {

using support::Page;

constexpr std::int64_t kMinute = 60'000;

class SsoSessions : public support::TokenTest {
 protected:
  SsoSessions() {
    Call("SetUserPoolSessionConfiguration", R"("UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":5})");
    browser.Say("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36");
  }
  support::Answer Call(std::string_view operation, const std::string& members) {
    auto answer = oauth.service.Call(operation, R"({"UserPoolId":")" + pool + R"(",)" + members + "}");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer;
  }
  void GoOnFor(int minutes, const std::string& app) {
    Call("SetUserPoolClientSessionConfiguration",
         R"("ClientId":")" + app + R"(","SSOSession":{"MaxValidityMinutes":)" + std::to_string(minutes) + "}");
  }
  bool GoesOn(const std::string& app) { return !CodeIn(TokenTest::OAuthTest::Ask(RequestOf(app, {}))).empty(); }
  static std::string CodeIn(const Page& page) { return std::string(page.LocationQuery().Find("code").value_or("")); }
  support::Answer Sessions() { return Call("AdminListUserSessions", R"("Username":"ann")"); }
};

TEST_F(SsoSessions, LastAsLongAsTheAppClientSays) {
  GoOnFor(2, client);
  browser.SignIn(kUser, Request());
  oauth.service.clock.Advance(2 * kMinute - 1);
  EXPECT_TRUE(GoesOn(client));
  oauth.service.clock.Advance(1);
  EXPECT_FALSE(GoesOn(client)) << "also of one that was used a moment ago";
  EXPECT_TRUE(GoesOn(oauth.CreateClient(pool))) << "which says nothing: an hour";
}

TEST_F(SsoSessions, AreNeverGoneOnWithForZeroMinutes) {
  GoOnFor(0, client);
  browser.SignIn(kUser, Request());
  EXPECT_FALSE(GoesOn(client));
  EXPECT_TRUE(Sessions().Has("Sessions.0.SessionId")) << "but there is one";
  EXPECT_TRUE(GoesOn(oauth.CreateClient(pool)));
}

TEST_F(SsoSessions, LastLongerThanAnHourWhereTheirAppClientSaysSo) {
  GoOnFor(120, client);
  const Page page = browser.SignIn(kUser, Request());
  EXPECT_NE(page.SetCookie("cognito-" + pool).find("Max-Age=7200"), std::string::npos) << page.SetCookie("cognito-" + pool);
  oauth.service.clock.Advance(119 * kMinute);
  EXPECT_TRUE(GoesOn(client));
  oauth.service.clock.Advance(kMinute);
  EXPECT_FALSE(GoesOn(client));
}

TEST_F(SsoSessions, LastAnHourOnceThePoolTracksThemNoMore) {
  GoOnFor(120, client);
  browser.SignIn(kUser, Request());
  Call("SetUserPoolSessionConfiguration", R"("UserSessionTracking":"DISABLED","TokenSession":{"MaxPerUser":5})");
  oauth.service.clock.Advance(60 * kMinute - 1);
  EXPECT_TRUE(GoesOn(client));
  oauth.service.clock.Advance(1);
  EXPECT_FALSE(GoesOn(client));
  Call("SetUserPoolSessionConfiguration", R"("UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":5})");
  EXPECT_FALSE(GoesOn(client)) << "nor once it tracks them again";
}

TEST_F(SsoSessions, AreToldOfWithTheTokensThatCameThroughThem) {
  const std::string code = CodeIn(browser.SignIn(kUser, Request()));
  EXPECT_EQ(Ask(CodeForm(code)).status, 200);
  const auto sessions = Sessions();
  EXPECT_EQ(sessions.TextAt("Sessions.0.SessionType"), "TOKEN");
  EXPECT_EQ(sessions.TextAt("Sessions.1.SessionType"), "SSO");
  EXPECT_EQ(sessions.TextAt("Sessions.0.OriginSessionId"), sessions.TextAt("Sessions.1.SessionId"));
  EXPECT_TRUE(sessions.TextAt("Sessions.1.SessionId").starts_with("sso"));
  EXPECT_EQ(sessions.TextAt("Sessions.1.ClientId"), client);
  EXPECT_TRUE(sessions.TextAt("Sessions.1.DeviceType").starts_with("Chrome 125")) << sessions.body;
}

TEST_F(SsoSessions, SignNobodyInOnceTheyAreRevoked) {
  browser.SignIn(kUser, Request());
  ASSERT_TRUE(GoesOn(client));
  Call("AdminRevokeUserSession", R"("Username":"ann","SessionId":")" + Sessions().TextAt("Sessions.0.SessionId") + R"(")");
  EXPECT_FALSE(GoesOn(client));
}

TEST_F(SsoSessions, AreNotToldOfWhereThePoolDoesNotTrackThem) {
  browser.SignIn(kUser, Request());
  Call("SetUserPoolSessionConfiguration", R"("UserSessionTracking":"DISABLED","TokenSession":{"MaxPerUser":5})");
  EXPECT_TRUE(GoesOn(client)) << "they sign in as before";
  Call("SetUserPoolSessionConfiguration", R"("UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":5})");
  EXPECT_FALSE(Sessions().Has("Sessions.0.SessionId"));
}

}  // namespace
}  // namespace rockpool::oauth
