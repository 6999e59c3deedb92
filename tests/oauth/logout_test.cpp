// GET /logout and GET /error.
#include <gtest/gtest.h>

#include "tests/oauth/support/oauth_test.h"

namespace rockpool::oauth {
namespace {

using support::OAuthService;
using support::OAuthTest;
using support::Page;

using Fields = http::NamedValues;

class Logout : public OAuthTest {
 protected:
  Page SignOut(const Fields& query) { return browser.Get("/logout?" + support::QueryOf(query)); }
  bool IsSignedIn() { return AskWith({}).location().starts_with("https://app.example/cb?code="); }
};

const std::string kSignedOut(OAuthService::kSignedOut);
const std::string kCallback(OAuthService::kCallback);

TEST_F(Logout, EndsTheSessionAndLeadsToALogoutUrlOfTheClient) {
  browser.SignIn(kUser, Request());
  ASSERT_TRUE(IsSignedIn());
  const std::string session = browser.Cookie("cognito-" + pool);
  const Page page = SignOut({{"client_id", client}, {"logout_uri", kSignedOut}, {"state", "ignored"}});
  EXPECT_EQ(page.status, 302);
  EXPECT_EQ(page.location(), "https://app.example/bye");
  EXPECT_EQ(page.SetCookie("cognito-" + pool),
            "cognito-" + pool + "=\"\"; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/; HttpOnly; SameSite=Lax");
  EXPECT_FALSE(IsSignedIn());
  browser.PutCookie("cognito-" + pool, session);
  EXPECT_FALSE(IsSignedIn()) << "nobody else who has the cookie is either";
}

TEST_F(Logout, TakesTheLogoutUrlBeforeTheRedirectUri) {
  EXPECT_EQ(SignOut({{"client_id", client}, {"redirect_uri", kCallback}, {"logout_uri", kSignedOut}, {"response_type", "code"}}).location(),
            "https://app.example/bye");
}

TEST_F(Logout, LeadsToTheSignInPageWithWhatThatNeeds) {
  browser.SignIn(kUser, Request());
  const Page page = SignOut({{"client_id", client},
                             {"response_type", "code"},
                             {"redirect_uri", kCallback},
                             {"state", "a b"},
                             {"scope", "openid email"},
                             {"identity_provider", "Corp"},
                             {"logout_uri", "https://evil.example"}});
  EXPECT_EQ(page.location(), "http://localhost:9229/login?client_id=" + client +
                                 "&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=a+b&scope=openid+email");
  EXPECT_FALSE(IsSignedIn());
}

TEST_F(Logout, NamesAllScopesOfTheClientToTheSignInPageWhereItIsToldNone) {
  const Page page = SignOut({{"client_id", client}, {"response_type", "code"}, {"redirect_uri", kCallback}});
  const std::string scopes = " " + std::string(page.LocationQuery().Find("scope").value_or("")) + " ";
  for (const std::string name : {"openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"}) {
    EXPECT_NE(scopes.find(" " + name + " "), std::string::npos) << page.location();
  }
  EXPECT_EQ(browser.Follow(page).status, 200);
}

TEST_F(Logout, NamesNoScopesThatTheSignInPageWouldNotTake) {
  const std::string without_openid = oauth.CreateClient(pool, R"({"AllowedOAuthScopes":["email"]})");
  const Page page = SignOut({{"client_id", without_openid}, {"response_type", "code"}, {"redirect_uri", kCallback}});
  EXPECT_FALSE(page.LocationQuery().Find("scope")) << page.location();
  EXPECT_EQ(browser.Follow(page).status, 200);
}

TEST_F(Logout, LeadsToTheErrorPageWhereItIsNotToldWhereto) {
  browser.SignIn(kUser, Request());
  const Page page = SignOut({{"client_id", client}, {"logout_uri", "https://app.example/bye/"}});
  EXPECT_EQ(page.location(), "http://localhost:9229/error?client_id=" + client + "&logout_uri=https%3A%2F%2Fapp.example%2Fbye%2F");
  const Page shown = browser.Follow(page);
  EXPECT_EQ(shown.status, 400);
  EXPECT_TRUE(shown.Shows("An error was encountered with the requested page."));
  EXPECT_TRUE(shown.Shows("Required String parameter &#39;redirect_uri&#39; is not present"));
  EXPECT_EQ(SignOut({{"client_id", client}}).location(), "http://localhost:9229/error?client_id=" + client);
  EXPECT_TRUE(IsSignedIn());
}

TEST_F(Logout, LeadsToTheDefaultOfTheClientWhereItIsNotToldWhereto) {
  const std::string with_default = oauth.CreateClient(pool, R"({"DefaultRedirectURI":"https://app.example/cb"})");
  browser.SignIn(kUser, Request());
  const Page wrong = SignOut({{"client_id", with_default}, {"logout_uri", "https://app.example/bye/"}});
  EXPECT_TRUE(wrong.location().starts_with("http://localhost:9229/error?client_id=")) << "a wrong address is told";
  EXPECT_TRUE(IsSignedIn());
  EXPECT_EQ(SignOut({{"client_id", with_default}}).location(), "https://app.example/cb");
  EXPECT_FALSE(IsSignedIn());
}

TEST_F(Logout, IgnoresTheNamesOfOpenIdConnect) {
  EXPECT_EQ(SignOut({{"client_id", client}, {"post_logout_redirect_uri", kSignedOut}, {"id_token_hint", "x"}}).location(),
            "http://localhost:9229/error?client_id=" + client);
}

TEST_F(Logout, NeedsAClient) {
  const Page page = browser.Follow(SignOut({{"logout_uri", kSignedOut}}));
  EXPECT_EQ(page.status, 400);
  EXPECT_TRUE(page.Shows("Required String parameter &#39;client_id&#39; is not present"));
  EXPECT_EQ(SignOut({{"client_id", "nobody"}, {"logout_uri", kSignedOut}}).location(),
            "http://localhost:9229/error?error=invalid_request&client_id=nobody");
}

TEST_F(Logout, EndsEverySessionOfThePoolThatTheBrowserHas) {
  browser.SignIn(kUser, Request());
  const std::string first = browser.Cookie("cognito-" + pool);
  browser.SignIn(kUser, Request());
  const std::string second = browser.Cookie("cognito-" + pool);
  browser.PutCookie("cognito-" + pool, "nothing");
  browser.Say("Cookie", "cognito-" + pool + "=" + first + "; cognito-" + pool + "=" + second);
  ASSERT_TRUE(IsSignedIn()) << "a good one is among them";
  SignOut({{"client_id", client}, {"logout_uri", kSignedOut}});
  EXPECT_FALSE(IsSignedIn());
}

TEST_F(Logout, DoesNothingWhereOnlyTheHeadersAreAskedFor) {
  browser.SignIn(kUser, Request());
  const Page page = browser.Send("HEAD", "/logout?" + support::QueryOf({{"client_id", client}, {"logout_uri", kSignedOut}}));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "");
  EXPECT_TRUE(page.SetCookies().empty());
  EXPECT_TRUE(IsSignedIn());
}

TEST_F(Logout, LeavesTheSessionOfAnotherPoolAlone) {
  browser.SignIn(kUser, Request());
  browser.PutCookie("cognito-" + managed_pool, browser.Cookie("cognito-" + pool));
  SignOut({{"client_id", managed_client}, {"logout_uri", kSignedOut}});
  EXPECT_TRUE(IsSignedIn());
}

class ErrorPage : public OAuthTest {};

TEST_F(ErrorPage, SaysTheErrorInWordsAndIsNoPageOfItsOwn) {
  const Page page = browser.Get("/error?error=redirect_mismatch&client_id=" + client);
  EXPECT_EQ(page.status, 400);
  EXPECT_TRUE(page.Shows("redirect_mismatch"));
}

TEST_F(ErrorPage, IsShownToWhoHasNoClientAtAll) {
  const Page page = browser.Get("/error?error=Client+does+not+exist");
  EXPECT_EQ(page.status, 400);
  EXPECT_TRUE(page.Shows("Client does not exist"));
}

TEST_F(ErrorPage, RunsNothingThatItIsTold) {
  const Page page = browser.Get("/error?error=%3Cscript%3Ealert(1)%3C/script%3E&client_id=" + client);
  EXPECT_FALSE(page.Shows("<script>"));
  EXPECT_TRUE(page.Shows("&lt;script&gt;"));
  EXPECT_TRUE(page.Header("Content-Security-Policy").starts_with("default-src 'none';"));
}

TEST_F(ErrorPage, DoesNotRepeatWhatIsTooLong) { EXPECT_LT(browser.Get("/error?error=" + std::string(8'000, 'x')).body.size(), 7'000U); }

}  // namespace
}  // namespace rockpool::oauth
