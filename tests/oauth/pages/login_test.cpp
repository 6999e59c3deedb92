// /login, and what every page has that is posted.
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>

#include "tests/oauth/support/page_test.h"
#include "tests/support/watched_store.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::kPassword;
using support::Page;

using Fields = http::NamedValues;

constexpr const char* kWrong = "Incorrect username or password.";
constexpr const char* kScript = "\"><script>alert(1)</script>";

class Login : public support::PageTest {
 protected:
  Page Try(std::string_view username, std::string_view password) {
    return Submit(Open("/login"), {{"username", std::string(username)}, {"password", std::string(password)}});
  }
  bool IsSignedIn() { return IsBack(Ask(RequestOf(app, {}))); }
  const char* xsrf() const { return is_managed() ? "csrf" : "_csrf"; }
};
ROCKPOOL_IN_BOTH_LOOKS(Login);

TEST_P(Login, HasTheFieldsThatScriptsFillIn) {
  const Page page = Open("/login");
  EXPECT_EQ(page.status, 200);
  for (const char* name : {"username", "password", "cognitoAsfData"}) {
    EXPECT_TRUE(page.InputValue(name)) << name;
  }
  EXPECT_EQ(page.InputValue(xsrf()), browser.Cookie("XSRF-TOKEN-" + here));
  EXPECT_EQ(page.InputValue("signInSubmitButton").has_value(), !is_managed());
}

TEST_P(Login, LeadsFromTheApplicationBackToItWithACodeAndItsState) {
  const Page page = browser.Follow(Ask(RequestOf(app, {{"state", "a b&c"}})));
  const Page back = Submit(page, {{"username", kUser}, {"password", kPassword}});
  EXPECT_TRUE(IsBack(back)) << back.body;
  EXPECT_EQ(back.LocationQuery().Find("state"), "a b&c");
  EXPECT_TRUE(IsSignedIn());
}

TEST_P(Login, NeedsNoFlowOfTheClientAndNoSecret) {
  UseClient(oauth.CreateClient(here, R"({"GenerateSecret":true,"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"]})"));
  EXPECT_TRUE(IsBack(LogIn()));
}

TEST_P(Login, BeginsASessionThatNoBrowserHadBefore) {
  browser.PutCookie("cognito-" + here, "fixed-by-somebody-else");
  LogIn();
  EXPECT_NE(browser.Cookie("cognito-" + here), "fixed-by-somebody-else");
  EXPECT_TRUE(IsSignedIn());
}

TEST_P(Login, TellsInTheFormWhatIsWrongAndKeepsTheNameAlone) {
  const Page page = Try(kUser, "Wrong-Passw0rd");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.Shows(kWrong));
  EXPECT_EQ(page.InputValue("username"), kUser);
  EXPECT_EQ(page.InputValue("password"), "");
  EXPECT_FALSE(page.Shows("Wrong-Passw0rd"));
  EXPECT_TRUE(IsBack(Submit(page, {{"username", kUser}, {"password", kPassword}}))) << "the form that came with it is good";
}

TEST_P(Login, SaysOfPeopleWhoDoNotExistWhatTheApiSays) {
  EXPECT_TRUE(Try("nobody", kPassword).Shows("User does not exist."));
  UseClient(oauth.CreateClient(here, R"({"PreventUserExistenceErrors":"ENABLED"})"));
  EXPECT_TRUE(Try("nobody", kPassword).Shows(kWrong));
}

TEST_P(Login, SaysOfPeopleWhoMayNotSignInWhatTheApiSays) {
  CallOn("AdminDisableUser", kUser);
  EXPECT_TRUE(Try(kUser, kPassword).Shows("User is disabled."));
  CallOn("AdminEnableUser", kUser);
  CallOn("AdminResetUserPassword", kUser);
  EXPECT_TRUE(Try(kUser, kPassword).Shows("Password reset required for the user"));
  EXPECT_FALSE(IsSignedIn());
}

TEST_P(Login, CountsWrongPasswordsWithThoseOfTheApi) {
  for (int i = 0; i < 5; ++i) {
    Try(kUser, "Wrong-Passw0rd");
  }
  EXPECT_TRUE(Try(kUser, kPassword).Shows("Password attempts exceeded"));
}

TEST_P(Login, TakesNoFormThatAPageOfAnotherOriginSends) {
  const Fields filled{{"username", kUser}, {"password", kPassword}};
  for (const char* site : {"cross-site", "same-site"}) {
    Browser sender(oauth);
    const Page page = sender.Get(At("/login"));
    sender.Say("Sec-Fetch-Site", site);  // with the right value and its cookie: a neighbouring subdomain can set both
    EXPECT_TRUE(SubmitBy(sender, page, filled).Shows("This form was out of date.")) << site;
  }
  const Page page = Open("/login");
  browser.Say("Sec-Fetch-Site", "same-origin");
  EXPECT_TRUE(IsBack(Submit(page, filled)));
}

TEST_P(Login, ShowsNothingWhereTheRequestForbidsPages) {
  const Page sent = browser.Post(At("/login", {{"prompt", "none"}}), {{"username", kUser}, {"password", "Wrong-Passw0rd"}});
  if (is_managed()) {
    EXPECT_EQ(sent.location(), "https://app.example/cb?error=login_required");
  } else {
    EXPECT_EQ(sent.status, 200) << "the classic pages know no prompt";
  }
}

TEST_P(Login, TakesNoFormThatIsNotThisBrowsers) {
  const Page page = Open("/login");
  const Fields filled{{"username", kUser}, {"password", kPassword}};
  const auto with = [&](std::string_view value) {
    Fields form = filled;
    form.Add(xsrf(), std::string(value));
    return browser.Post(At("/login"), form);
  };
  for (const Page& refused : {browser.Post(At("/login"), filled), with(""), with("00000000-0000-0000-0000-000000000000")}) {
    EXPECT_EQ(refused.status, 200);
    EXPECT_TRUE(refused.Shows("This form was out of date. Please try again."));
    EXPECT_EQ(refused.InputValue("username"), kUser);
    EXPECT_FALSE(refused.Shows(kPassword));
  }
  Browser other(oauth);
  EXPECT_EQ(SubmitBy(other, page, filled).status, 200) << "without the cookie";
  other.Get(At("/login"));
  EXPECT_EQ(SubmitBy(other, page, filled).status, 200) << "with another one";
  EXPECT_FALSE(IsSignedIn());
}

TEST_P(Login, SpendsTheFormOfOneTabInAnother) {
  const Page first = Open("/login");
  const Page second = Open("/login");
  const Page again = Submit(first, {{"username", kUser}, {"password", kPassword}});
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.InputValue("username"), kUser);
  EXPECT_TRUE(IsBack(Submit(again, {{"username", kUser}, {"password", kPassword}})));
}

TEST_P(Login, EscapesWhateverComesFromOutside) {
  const Page named = Submit(Open("/login", {{"state", kScript}, {"lang", kScript}}), {{"username", kScript}, {"password", kScript}});
  EXPECT_EQ(named.status, 200);
  EXPECT_FALSE(named.Shows("<script"));
  EXPECT_EQ(named.InputValue("username"), kScript);
  EXPECT_NE(named.Header("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
}

TEST_P(Login, TakesFieldsOfNoLengthButAFieldsOwn) {
  const Page long_name = Try(std::string(2049, 'a'), kPassword);
  EXPECT_TRUE(long_name.Shows("Member must have length less than or equal to 2048"));
  EXPECT_EQ(long_name.InputValue("username"), "");
  EXPECT_TRUE(Try(kUser, std::string(257, 'a')).Shows("Member must have length less than or equal to 256"));
  EXPECT_TRUE(Try("", kPassword).Shows("Missing required parameter USERNAME"));
  EXPECT_EQ(browser.Send("POST", At("/login"), "{}", "application/json").status, 200) << "no form: as without its fields";
}

TEST_P(Login, HasNoFormWhereTheClientOffersNoUsersOfThePool) {
  CreateProvider(here, "Corp");
  UseClient(oauth.CreateClient(here, R"({"SupportedIdentityProviders":["Corp"]})"));
  const Page page = Open("/login");
  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(page.InputValue("password"));
  EXPECT_TRUE(page.Shows("Corp"));
  const Page refused = browser.Post(At("/login"), {{"username", kUser}, {"password", kPassword}});
  EXPECT_EQ(refused.status, 401);
  EXPECT_TRUE(refused.Shows("Login option is not available. Please try another one"));
  EXPECT_EQ(Open("/signup").status, 401);
  EXPECT_EQ(Open("/forgotPassword").status, 401);
}

TEST_P(Login, LeadsToTheProvidersThatTheClientOffers) {
  CreateProvider(here, "Corp");
  ASSERT_EQ(Call("CreateIdentityProvider", R"("ProviderName":"Google","ProviderType":"Google","ProviderDetails":{"client_id":"a",)"
                                           R"("client_secret":"b","authorize_scopes":"openid"})")
                .status,
            200);
  UseClient(oauth.CreateClient(here, R"({"SupportedIdentityProviders":["COGNITO","Corp"]})"));
  const Page page = Open("/login", {{"state", "s"}});
  EXPECT_FALSE(page.Shows("Google"));
  const std::string begin = "href=\"/oauth2/authorize?";
  const std::size_t at = page.body.find(begin);
  ASSERT_NE(at, std::string::npos) << page.body;
  std::string link = page.body.substr(at + 6, page.body.find('"', at + 6) - at - 6);
  for (std::size_t found = link.find("&amp;"); found != std::string::npos; found = link.find("&amp;")) {
    link.replace(found, 5, "&");
  }
  EXPECT_NE(link.find("state=s"), std::string::npos);
  EXPECT_NE(link.find("identity_provider=Corp"), std::string::npos);
  EXPECT_TRUE(browser.Get(link).LocationQuery().Find("state")) << "of the provider's own address";
}

TEST_P(Login, HidesSignUpWhereAdministratorsCreateUsers) {
  EXPECT_TRUE(Open("/login").Shows("/signup?"));
  UsePool(R"(,"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true})");
  EXPECT_FALSE(Open("/login").Shows("/signup?"));
}

TEST_P(Login, NamesTheFieldByWhatUserNamesAre) {
  EXPECT_TRUE(Open("/login").Shows("Username"));
  UsePool(R"(,"UsernameAttributes":["email"])");
  EXPECT_TRUE(Open("/login").Shows("Email address"));
}

TEST_P(Login, LeadsBackAtOnceWhoHasSignedInBefore) {
  LogIn();
  EXPECT_TRUE(IsBack(Open("/login")));
}

TEST_P(Login, ShowsNobodyAPageWherePromptIsNone) {
  const Page page = Open("/login", {{"prompt", "none"}});
  EXPECT_EQ(page.LocationQuery().Find("error"), is_managed() ? std::optional<std::string_view>("login_required") : std::nullopt);
  EXPECT_EQ(page.status, is_managed() ? 302 : 200) << "the classic pages pass over prompt";
}

TEST_P(Login, AsksAgainWherePromptIsLogin) {
  LogIn();
  EXPECT_EQ(Open("/login", {{"prompt", "login"}}).status, is_managed() ? 200 : 302);
}

TEST_P(Login, FillsInTheHintOfManagedLogin) {
  EXPECT_EQ(Open("/login", {{"login_hint", "ann@example.com"}}).InputValue("username"), is_managed() ? "ann@example.com" : "");
}

TEST_P(Login, SpeaksTheLanguageThatIsAskedForAndRemembersIt) {
  EXPECT_EQ(Open("/login", {{"lang", "de"}}).Shows("Passwort"), is_managed());
  EXPECT_EQ(Open("/login").Shows("Passwort"), is_managed());
  EXPECT_EQ(browser.Post(At("/login"), {}).Shows("Dieses Formular war veraltet."), is_managed());
}

TEST_P(Login, LeadsWhoHasNotConfirmedTheSignUpToTheCode) {
  support::SetStatus(oauth.service, here, kUser, api::UserStatusType::UNCONFIRMED);
  EXPECT_TRUE(Try(kUser, "Wrong-Passw0rd").Shows(kWrong));
  EXPECT_TRUE(IsAt(LogIn(), "verification_code"));
}

TEST_P(Login, IsOneWriteWithTheCodeAndTheSession) {
  const Page page = Open("/login");
  const std::int64_t before = oauth.service.writes();
  EXPECT_TRUE(IsBack(Submit(page, {{"username", kUser}, {"password", kPassword}})));
  EXPECT_EQ(oauth.service.writes() - before, 1);
  EXPECT_TRUE(IsSignedIn());
}

TEST_P(Login, TellsInTheFormWhatHasChangedWhileThePasswordWasChecked) {
  const std::string set_password = R"("Password":"An0ther-horse","Permanent":true)";
  const auto try_while = [&](const std::function<void()>& act) {
    support::WatchedStore::BeforeNextWrite(act);
    const Page page = Try(kUser, kPassword);
    EXPECT_EQ(page.status, 200) << page.location();
    EXPECT_EQ(browser.Cookie("cognito-" + here), "");
    return page;
  };
  EXPECT_TRUE(try_while([&] { CallOn("AdminDisableUser", kUser); }).Shows("User is disabled."));
  CallOn("AdminEnableUser", kUser);
  EXPECT_TRUE(try_while([&] {
                support::SetStatus(oauth.service, here, kUser, api::UserStatusType::RESET_REQUIRED);
              }).Shows("Password reset required for the user"));
  support::SetStatus(oauth.service, here, kUser, api::UserStatusType::CONFIRMED);
  EXPECT_TRUE(try_while([&] { CallOn("AdminSetUserPassword", kUser, set_password); }).Shows(kWrong));
  EXPECT_EQ(Traces().find(R"("outcome":"signed in")"), std::string::npos) << Traces();
  EXPECT_NE(Traces().find(R"({"rule":"tokens","verdict":"refused","reason":"the password was set anew while it was checked"}])"),
            std::string::npos)
      << Traces();
}

TEST_P(Login, RefusesTheRightPasswordBehindGuessesThatCameAtOnce) {
  support::WatchedStore::BeforeNextWrite([&] {
    Browser guesser(oauth);
    for (int i = 0; i < 5; ++i) {
      SubmitBy(guesser, guesser.Get(At("/login")), {{"username", kUser}, {"password", "Wrong-Passw0rd"}});
    }
  });
  EXPECT_TRUE(Try(kUser, kPassword).Shows("Password attempts exceeded"));
  EXPECT_FALSE(IsSignedIn());
}

TEST_P(Login, LeavesTheStepsOfTheFormInTheTrace) {
  Try(kUser, "Wrong-Passw0rd");
  LogIn();
  const std::string traced = Traces();
  EXPECT_NE(traced.find(R"("operation":"POST /login")"), std::string::npos) << traced;
  EXPECT_NE(traced.find(R"("outcome":"NotAuthorizedException")"), std::string::npos) << traced;
  EXPECT_NE(traced.find(R"("outcome":"signed in")"), std::string::npos) << traced;
  EXPECT_EQ(traced.find("Wrong-Passw0rd"), std::string::npos) << "nobody's password";
}

TEST_P(Login, ChecksTheRequestOfTheApplicationAsTheEndpointDoes) {
  EXPECT_EQ(browser.Get("/login").LocationBase(), "http://localhost:9229/error");
  EXPECT_TRUE(Open("/login", {{"redirect_uri", "https://evil.example"}}).location().find("/error?error=redirect_mismatch") !=
              std::string::npos);
  EXPECT_EQ(Open("/login", {{"scope", "nothing"}}).LocationBase(), "https://app.example/cb");
  EXPECT_EQ(browser.Post(At("/login", {{"redirect_uri", "https://evil.example"}}), {}).LocationBase(), "http://localhost:9229/error");
}

}  // namespace
}  // namespace rockpool::oauth
