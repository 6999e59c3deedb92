// acr_values for a browser that is signed in below the level: the person is asked for what is missing, and not for what the session proves.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "tests/oauth/support/page_test.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/jwt.h"

namespace rockpool::oauth {
namespace {

using support::Page;

using Fields = http::NamedValues;

constexpr std::int64_t kSecond = 1000;
const std::string kSender =
    R"(,"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";

class StepUpPages : public support::PageTest {
 protected:
  StepUpPages() { UseFactors(R"("PASSWORD")", "{}"); }

  // A pool with these first factors and optional MFA, and "ann", who has an e-mail address.
  void UseFactors(const std::string& factors, const std::string& of_client, const std::string& of_pool = "") {
    const std::string domain = "stepping" + std::to_string(++pools_);
    here = oauth.CreatePool(domain, GetParam(),
                            kSender + R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":[)" + factors + "]}}" + of_pool);
    UseClient(oauth.CreateClient(here, of_client));
    support::CreateUser(oauth.service, here, kUser, {{"email", "ann@example.com"}, {"email_verified", "true"}});
    SetMfa("OPTIONAL", "token email");
  }
  // From now on "ann" has an authenticator that she is asked for.
  void AddApp() {
    const std::string token = R"("AccessToken":")" + support::TokenOf(oauth.service, app, kUser) + R"(")";
    EXPECT_EQ(oauth.service.Call("AssociateSoftwareToken", "{" + token + "}").status, 200);
    EXPECT_EQ(oauth.service.Call("VerifySoftwareToken", "{" + token + R"(,"UserCode":")" + CodeOfApp() + R"("})").status, 200);
    CallOn("AdminSetUserMFAPreference", kUser, R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})");
    oauth.service.clock.Advance(30 * kSecond);
  }
  void SignInByCodeAndAddApp() {
    UseFactors(R"("PASSWORD","EMAIL_OTP")", R"({"ExplicitAuthFlows":["ALLOW_USER_AUTH"]})");
    const Page ways = Send(Open("/login"), {{"username", kUser}});
    const Page sent = Send(ways, {{"challenge", "EMAIL_OTP"}});
    ASSERT_TRUE(IsBack(Submit(sent, {{"authentication_code", CodeSent()}})));
    AddApp();
  }
  // What the application sends the browser to, up to where the person is asked something or is back.
  Page Aim(const std::string& levels, const Fields& more = {}) {
    Fields changes{{"acr_values", levels}};
    for (const auto& [name, value] : more) {
      changes.Add(name, value);
    }
    return browser.Follow(Ask(RequestOf(app, changes)));
  }
  rapidjson::Document ClaimsFor(const Page& page) {
    const Page tokens = browser.Post("/oauth2/token", {{"grant_type", "authorization_code"},
                                                       {"client_id", app},
                                                       {"redirect_uri", std::string(support::OAuthService::kCallback)},
                                                       {"code", std::string(page.LocationQuery().Find("code").value_or(""))}});
    rapidjson::Document answer;
    answer.Parse(tokens.body.c_str());
    EXPECT_TRUE(answer.IsObject() && answer.HasMember("id_token")) << tokens.body;
    return support::ClaimsOf(answer["id_token"].GetString());
  }
  static std::string LevelIn(const rapidjson::Document& claims) {
    std::string text = claims["acr"].GetString();
    for (const auto& method : claims["amr"].GetArray()) {
      text += std::string(" ") + method.GetString();
    }
    return text;
  }
  static bool IsForm(const Page& page) { return IsAt(page, "name=\"password\"") && page.InputValue("username").has_value(); }

  static constexpr const char* kFirst = "urn:cognito:loa:1";
  static constexpr const char* kThird = "urn:cognito:loa:3";
  static constexpr const char* kFourth = "urn:cognito:loa:4";

 private:
  int pools_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Pages, StepUpPages, testing::Values(2), support::LookName);

TEST_P(StepUpPages, AskForTheMissingFactorAlone) {
  ASSERT_TRUE(IsBack(LogIn()));
  AddApp();
  const Page code = Aim(kFourth);
  ASSERT_TRUE(IsAt(code, "authentication_code")) << code.body;
  const Page back = Submit(code, {{"authentication_code", CodeOfApp()}});
  ASSERT_TRUE(IsBack(back)) << back.body;
  const auto claims = ClaimsFor(back);
  EXPECT_EQ(LevelIn(claims), "urn:cognito:loa:4 pwd otp mfa");
  EXPECT_EQ(claims["auth_time"].GetInt64(), oauth.service.clock.Now() / kSecond) << "of now";
  EXPECT_TRUE(IsBack(Aim(kFourth))) << "the browser's session has reached it";
}

TEST_P(StepUpPages, AskForThePasswordOfWhoHasSignedInByACode) {
  ASSERT_NO_FATAL_FAILURE(SignInByCodeAndAddApp());
  const Page password = Aim(kFourth);
  ASSERT_TRUE(IsAt(password, "name=\"password\"")) << password.body;
  EXPECT_FALSE(password.Shows("value=\"EMAIL_OTP\""));
  const Page code = Send(password, {{"password", support::kPassword}});
  const Page back = Submit(code, {{"authentication_code", CodeOfApp()}});
  ASSERT_TRUE(IsBack(back)) << code.body << back.body;
  EXPECT_EQ(LevelIn(ClaimsFor(back)), "urn:cognito:loa:4 email_otp pwd otp mfa");
}

TEST_P(StepUpPages, TakeNoCodeThatWasTheFirstFactorForTheSecondOne) {
  ASSERT_NO_FATAL_FAILURE(SignInByCodeAndAddApp());
  const Page password = Aim(kThird);
  ASSERT_TRUE(IsAt(password, "name=\"password\"")) << password.body;
  const Page code = Send(password, {{"password", support::kPassword}});
  ASSERT_TRUE(IsAt(code, "authentication_code")) << "her own second factor is asked for: " << code.location() << code.body;
  EXPECT_TRUE(IsBack(Submit(code, {{"authentication_code", CodeOfApp()}})));
}

TEST_P(StepUpPages, BeginAnewWhereTheSessionIsOlderThanAsked) {
  ASSERT_TRUE(IsBack(LogIn()));
  AddApp();
  EXPECT_TRUE(IsForm(Aim(kFourth, {{"max_age", "29"}})));
  EXPECT_TRUE(IsForm(Aim(kFourth, {{"prompt", "login"}})));
  EXPECT_TRUE(IsAt(Aim(kFourth, {{"max_age", "30"}}), "authentication_code"));
}

TEST_P(StepUpPages, TellWhoCannotGetThere) {
  ASSERT_TRUE(IsBack(LogIn()));
  const Page page = Aim(kFourth);
  EXPECT_TRUE(IsForm(page) && page.Shows("User has no factors that satisfy the requested ACR values.")) << page.body;
  EXPECT_EQ(page.InputValue("username"), kUser);
}

TEST_P(StepUpPages, AreContentWithTheFirstLevelThatThePersonCanReach) {
  ASSERT_TRUE(IsBack(LogIn()));
  const Page back = Aim(std::string(kFourth) + " " + kFirst);
  ASSERT_TRUE(IsBack(back)) << back.body;
  EXPECT_EQ(LevelIn(ClaimsFor(back)), "urn:cognito:loa:1 pwd");
}

TEST_P(StepUpPages, ShowTheFormToWhoGoesBackToIt) {
  ASSERT_TRUE(IsBack(LogIn()));
  AddApp();
  browser.Say("Sec-Fetch-Site", "same-origin");
  EXPECT_TRUE(IsForm(Open("/login", {{"acr_values", kFourth}})));
}

TEST_P(StepUpPages, GiveNoCreditForAPasswordThatWasSetAnew) {
  ASSERT_TRUE(IsBack(LogIn()));
  AddApp();
  CallOn("AdminSetUserPassword", kUser, R"("Password":")" + std::string(support::kPassword) + R"(","Permanent":true)");
  const Page form = Aim(kFourth);
  EXPECT_TRUE(IsForm(form)) << "the same password, but set anew";
  EXPECT_FALSE(form.Shows("role=\"alert\"")) << form.body;
  EXPECT_TRUE(IsBack(Open("/oauth2/authorize"))) << "the session is there still";
}

TEST_P(StepUpPages, AskNoFunctionWhereNothingIsMissing) {
  UseFactors(R"("PASSWORD")", "{}", support::LambdaMember({"PreAuthentication"}));
  const auto functions = support::FakeInvoker::Of(oauth.service);
  ASSERT_TRUE(IsBack(LogIn()));
  functions->Forget();
  EXPECT_TRUE(IsBack(Aim(std::string(kFourth) + " " + kFirst)));
  EXPECT_TRUE(functions->Calls().empty());
}

TEST_P(StepUpPages, GiveNothingForAPasswordThatWasSetAnewMeanwhile) {
  UseFactors(R"("PASSWORD")", "{}", support::LambdaMember({"PreAuthentication"}));
  const auto functions = support::FakeInvoker::Of(oauth.service);
  ASSERT_TRUE(IsBack(LogIn()));
  AddApp();
  functions->Do("PreAuthentication", [&](const triggers::Invocation& invocation) {
    CallOn("AdminSetUserPassword", kUser, R"("Password":"Other-Pass1","Permanent":true)");
    CallOn("AdminSetUserMFAPreference", kUser, R"("SoftwareTokenMfaSettings":{"Enabled":false})");
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  const Page page = Aim(std::string(kFourth) + " " + kFirst);
  EXPECT_TRUE(IsForm(page) && page.Shows("Incorrect username or password.")) << page.location() << page.body;
}

TEST_P(StepUpPages, EndWithTheSessionThatTheyGoOnFrom) {
  Call("SetUserPoolSessionConfiguration", R"("UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":5})");
  ASSERT_TRUE(IsBack(LogIn()));
  AddApp();
  const Page code = Aim(kFourth);
  ASSERT_TRUE(IsAt(code, "authentication_code")) << code.body;
  const support::Answer sessions = CallOn("AdminListUserSessions", kUser);
  const bool is_first = sessions.TextAt("Sessions.0.SessionType") == "SSO";
  const std::string session = sessions.TextAt(is_first ? "Sessions.0.SessionId" : "Sessions.1.SessionId");
  ASSERT_TRUE(session.starts_with("sso")) << session;
  CallOn("AdminRevokeUserSession", kUser, R"("SessionId":")" + session + '"');
  const Page page = Send(code, {{"authentication_code", CodeOfApp()}});
  EXPECT_TRUE(IsForm(page) && page.Shows("Invalid session for the user.")) << page.location() << page.body;
}

TEST_P(StepUpPages, GoOnWithWhatTheyHaveBegunWhenTheyAreOpenedAnew) {
  ASSERT_TRUE(IsBack(LogIn()));
  CallOn("AdminSetUserMFAPreference", kUser, R"("EmailMfaSettings":{"Enabled":true,"PreferredMfa":true})");
  ASSERT_TRUE(IsAt(Aim(kThird), "authentication_code"));
  const std::string sent = CodeSent();
  const Page again = Aim(kThird);
  ASSERT_TRUE(IsAt(again, "authentication_code")) << again.body;
  EXPECT_EQ(CodeSent(), sent) << "no other code is sent";
  EXPECT_TRUE(IsBack(Submit(again, {{"authentication_code", sent}})));
}

}  // namespace
}  // namespace rockpool::oauth
