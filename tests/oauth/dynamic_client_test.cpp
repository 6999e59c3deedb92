// Clients that registered themselves: a link to them signs nobody in unseen, and leads nobody to an address of their choice.
#include <gtest/gtest.h>

#include "tests/oauth/support/token_test.h"
#include "tests/support/users.h"

namespace rockpool::oauth {
namespace {

using support::OAuthService;
using support::Page;

class DynamicClients : public support::TokenTest {
 protected:
  DynamicClients() {
    here = oauth.CreatePool("registering", 2, R"(,"DcrConfiguration":{"OpenDcrEnabled":true})");
    support::CreateUser(oauth.service, here, kUser);
    own = oauth.CreateClient(here);
    const Page page =
        Send("POST", "/oauth2/register/" + here, R"({"redirect_uris":["https://app.example/cb"]})", {.content_type = "application/json"});
    registered = Member(page, "client_id");
    EXPECT_FALSE(registered.empty()) << page.body;
  }
  Page AskFor(const std::string& client_id, const http::NamedValues& changes = {}) {
    return TokenTest::OAuthTest::Ask(RequestOf(client_id, changes));
  }
  static bool IsBack(const Page& page) { return page.LocationQuery().Find("code").has_value(); }
  std::string ErrorPage(const std::string& error) const {
    return "http://localhost:9229/error?error=" + error + "&client_id=" + registered;
  }

  std::string here;
  std::string own;         // one that the pool's owner made
  std::string registered;  // one that registered itself
};

TEST_F(DynamicClients, AskThePersonWhoIsSignedInAlready) {
  browser.SignIn(kUser, RequestOf(own, {}));
  ASSERT_TRUE(IsBack(AskFor(own)));
  const Page page = AskFor(registered);
  EXPECT_TRUE(LeadsToSignIn(page)) << page.location();
  const Page shown = browser.Get(page.location());
  EXPECT_FALSE(IsBack(shown)) << "nor at the sign-in page";
  EXPECT_TRUE(IsBack(browser.SignIn(kUser, RequestOf(registered, {})))) << "who signs in for it gets there";
}

TEST_F(DynamicClients, HaveNoPagesOfManagedLoginUntilSomebodyGivesThemAStyle) {
  const std::string path = "/login?" + support::QueryOf(RequestOf(registered, {}));
  const Page unavailable = browser.Get(path);
  EXPECT_EQ(unavailable.status, 403);
  EXPECT_TRUE(unavailable.Shows("Login pages unavailable. Please contact an administrator."));
  const std::string style = R"({"UserPoolId":")" + here + R"(","ClientId":")" + registered + R"(","UseCognitoProvidedValues":true})";
  ASSERT_EQ(oauth.service.Call("CreateManagedLoginBranding", style).status, 200);
  const Page page = browser.Get(path);
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.InputValue("username")) << page.body;
}

TEST_F(DynamicClients, AreToldThatSomebodyMustSignInOnTheErrorPage) {
  browser.SignIn(kUser, RequestOf(own, {}));
  ASSERT_TRUE(IsBack(AskFor(own, {{"prompt", "none"}})));
  EXPECT_EQ(AskFor(registered, {{"prompt", "none"}}).location(), ErrorPage("login_required"));
}

TEST_F(DynamicClients, LeadNobodyToTheirAddressByAnError) {
  EXPECT_EQ(AskFor(registered, {{"response_type", "x"}}).location(), ErrorPage("invalid_request"));
  EXPECT_EQ(AskFor(registered, {{"response_type", "token"}}).location(), ErrorPage("unauthorized_client"));
  EXPECT_EQ(AskFor(registered, {{"scope", "unknown"}}).location(), ErrorPage("invalid_scope"));
  EXPECT_EQ(AskFor(registered, {{"state", std::string(5000, 's')}}).location(), ErrorPage("invalid_request"));
  EXPECT_EQ(AskFor(own, {{"scope", "unknown"}}).LocationBase(), OAuthService::kCallback) << "those of the pool's owner are told";
}

}  // namespace
}  // namespace rockpool::oauth
