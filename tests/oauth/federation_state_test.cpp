// Who may come back from a provider: the state, the browser that it belongs to, the host and the time.
#include <gtest/gtest.h>

#include <utility>

#include "server/api/json.h"
#include "server/identity_providers/provider_type.h"
#include "tests/oauth/support/federation_test.h"
#include "tests/support/provider_samples.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::FederationTest;
using support::OAuthService;
using support::Page;

constexpr std::int64_t kMinute = 60'000;

std::string Back(const std::string& state) { return "/oauth2/idpresponse?" + support::QueryOf({{"code", "c"}, {"state", state}}); }

class FederationState : public FederationTest {
 protected:
  std::string Cookie(std::string_view name) { return browser.Cookie(std::string(name) + "-" + pool); }

  // Besides those that there are.
  void CreateSocial(const std::string& type) {
    identity_providers::Details details = support::SampleOf(*identity_providers::FindType(type)).details;
    Call("CreateIdentityProvider",
         R"("ProviderName":")" + type + R"(","ProviderType":")" + type + R"(","ProviderDetails":)" + api::ToJson(details));
    offered_ += ",\"" + type + '"';
    Offer(client, R"(["COGNITO","Corp")" + offered_ + "]");
  }

 private:
  std::string offered_;
};

TEST_F(FederationState, IsTiedToTheBrowserByTheRecordedCookies) {
  Browser aws(oauth, "https://shop.auth.us-east-1.amazoncognito.com");
  const Page left = aws.Get("/oauth2/authorize?" + support::QueryOf(Request(Named({}))));
  const std::string value = aws.Cookie("csrf-state");
  EXPECT_EQ(value.size(), 43U);
  EXPECT_EQ(left.SetCookie("csrf-state"), "csrf-state=" + value + "; Path=/; Secure; HttpOnly; SameSite=None");
  EXPECT_EQ(left.SetCookie("csrf-state-legacy"), "csrf-state-legacy=" + value + "; Path=/; Secure; HttpOnly");
  const Page back = aws.Get(Back(StateOf(left)));
  EXPECT_TRUE(IsBack(back)) << back.location();
  EXPECT_EQ(aws.Cookie("csrf-state"), "");
  EXPECT_EQ(aws.Cookie("csrf-state-legacy"), "");
}

TEST_F(FederationState, HasLaxCookiesOnPlainHttp) {
  const Page left = Leave();
  EXPECT_EQ(left.SetCookie("csrf-state-" + pool), "csrf-state-" + pool + "=" + Cookie("csrf-state") + "; Path=/; HttpOnly; SameSite=Lax");
  EXPECT_EQ(left.SetCookie("csrf-state-legacy-" + pool), "csrf-state-legacy-" + pool + "=" + Cookie("csrf-state") + "; Path=/; HttpOnly");
}

TEST_F(FederationState, IsNotTakenFromAnotherBrowser) {
  const Page left = Leave();
  Browser other(oauth);
  EXPECT_EQ(other.Get(Back(StateOf(left))).location(), kInvalidState);
  EXPECT_TRUE(other.Follow(other.Get(Back(StateOf(left)))).Shows("Invalid state"));
  other.Get("/oauth2/authorize?" + support::QueryOf(Request(Named({}))));
  EXPECT_EQ(other.Get(Back(StateOf(left))).location(), kInvalidState) << "with the cookie of a sign-in of its own";
  EXPECT_TRUE(corp.token_requests.empty()) << "the provider was not asked";
  EXPECT_TRUE(IsBack(Return(left))) << "it is not spent by whoever else has it";
}

TEST_F(FederationState, TakesEitherCookieAndNoOtherValue) {
  const Page left = Leave();
  const std::string value = Cookie("csrf-state");
  Browser legacy(oauth);
  legacy.PutCookie("csrf-state-legacy-" + pool, value);
  EXPECT_TRUE(IsBack(legacy.Get(Back(StateOf(left)))));
  const Page again = Leave();
  browser.PutCookie("csrf-state-" + pool, "x");
  browser.PutCookie("csrf-state-legacy-" + pool, "x");
  EXPECT_EQ(Return(again).location(), kInvalidState);
}

TEST_F(FederationState, IsGoodOnce) {
  const Page left = Leave();
  const std::string value = Cookie("csrf-state");
  EXPECT_TRUE(IsBack(Return(left)));
  browser.PutCookie("csrf-state-" + pool, value);
  EXPECT_EQ(Return(left).location(), kInvalidState);
  EXPECT_EQ(corp.token_requests.size(), 1U);
}

TEST_F(FederationState, IsSpentBeforeTheProviderIsAsked) {
  const Page left = Leave();
  Page meanwhile;
  bool is_first = true;
  corp.on_token = [&] {
    if (std::exchange(is_first, false)) {
      meanwhile = Return(left);
    }
  };
  EXPECT_TRUE(IsBack(Return(left)));
  EXPECT_EQ(meanwhile.location(), kInvalidState);
}

TEST_F(FederationState, IsOfNoProviderThatIsMadeAnewUnderTheNameMeanwhile) {
  corp.on_token = [&] {
    Call("DeleteIdentityProvider", R"("ProviderName":"Corp")");
    oauth.service.clock.Advance(1);
    Create(pool, "Corp", corp);
    Offer(client, R"(["COGNITO","Corp"])");
  };
  const Page page = SignIn({{"state", "s"}});
  EXPECT_EQ(page.location(), "https://app.example/cb?error_description=Exception+processing+authorization+code&state=s&error=server_error");
  EXPECT_EQ(UserNamed("Corp_123").status, 400);
}

TEST_F(FederationState, MustBeOneThatThisServerDrew) {
  Leave();
  for (const char* state : {"", "x", "a.b.3", "H4sIAAAA.H4sIAAAA.4"}) {
    EXPECT_EQ(Return({{"code", "c"}, {"state", state}}).location(), kInvalidState) << state;
  }
  EXPECT_EQ(Return({{"code", "c"}, {"state", std::string(5000, 'a')}}).location(), kInvalidState);
  EXPECT_EQ(Return({{"code", "c"}}).location(), kInvalidState);
  const std::string state = StateOf(Leave());
  EXPECT_EQ(Return({{"code", "c"}, {"state", state}, {"state", state}}).location(), kInvalidState) << "said twice";
}

TEST_F(FederationState, LeadsToNoHostOfAnotherPool) {
  const Page left = Leave();
  Browser other(oauth, "http://managed.localhost:9229");
  other.PutCookie("csrf-state", Cookie("csrf-state"));
  EXPECT_EQ(other.Get(Back(StateOf(left))).location(), "http://managed.localhost:9229/error?error=Invalid%20state");
  EXPECT_TRUE(IsBack(Return(left)));
}

TEST_F(FederationState, IsGoodAtEachHostOfItsPool) {
  oauth.CreateDomain(pool, "auth.shop.example");
  Browser custom(oauth, "https://auth.shop.example");
  const Page left = custom.Get("/oauth2/authorize?" + support::QueryOf(Request(Named({}))));
  EXPECT_EQ(left.LocationQuery().Find("redirect_uri"), "https://auth.shop.example/oauth2/idpresponse");
  Browser aws(oauth, "https://shop.auth.us-east-1.amazoncognito.com");
  aws.PutCookie("csrf-state", custom.Cookie("csrf-state"));
  EXPECT_TRUE(IsBack(aws.Get(Back(StateOf(left)))));
}

TEST_F(FederationState, LastsFiveMinutes) {
  const Page in_time = Leave();
  oauth.service.clock.Advance(5 * kMinute - 1);
  EXPECT_TRUE(IsBack(Return(in_time)));
  browser.DropCookies();
  const Page late = Leave();
  oauth.service.clock.Advance(5 * kMinute);
  const Page ended = Return(late);
  EXPECT_EQ(ended.status, 400);
  EXPECT_TRUE(ended.Shows("Your sign-in took too long or was interrupted. Please sign in again.")) << ended.body;
  EXPECT_TRUE(ended.Shows("href=\"/login?"));
  EXPECT_EQ(Return(late).location(), kInvalidState) << "and is spent by that";
}

TEST_F(FederationState, IsToldInManagedLoginThatSomethingWentWrong) {
  Create(managed_pool, "Corp", corp);
  const std::string federated = oauth.CreateClient(managed_pool, R"({"SupportedIdentityProviders":["COGNITO","Corp"]})");
  const Page left = Ask(RequestOf(federated, Named({{"lang", "en"}})));
  oauth.service.clock.Advance(5 * kMinute);
  const Page ended = Return(left);
  EXPECT_EQ(ended.status, 400);
  EXPECT_TRUE(ended.Shows("Something went wrong")) << ended.body;
}

TEST_F(FederationState, OfAnotherPathIsNone) {
  const Page left = Leave();
  for (const char* path : {"/saml2/idpresponse", "/saml2/logout"}) {
    EXPECT_EQ(browser.Post(path, {{"RelayState", StateOf(left)}, {"SAMLResponse", "PHg+"}}).location(), kInvalidState) << path;
  }
  EXPECT_TRUE(IsBack(Return(left)));
}

TEST_F(FederationState, ComesWithoutItsCookieInAFormOfAnotherSiteAlone) {
  const auto post = [&](Browser& other, const Page& left) {
    return other.Post("/oauth2/idpresponse", {{"error", "user_cancelled_authorize"}, {"state", StateOf(left)}});
  };
  CreateSocial("SignInWithApple");
  const auto leave = [&] { return Leave({{"identity_provider", "SignInWithApple"}}); };
  Browser plain(oauth);
  EXPECT_EQ(post(plain, leave()).location(), kInvalidState);
  Browser cross_site(oauth);
  cross_site.Say("Sec-Fetch-Site", "cross-site");
  const Page left = leave();
  EXPECT_EQ(cross_site.Get(Back(StateOf(left))).location(), kInvalidState) << "only a form";
  EXPECT_EQ(post(cross_site, left).LocationQuery().Find("error"), "user_cancelled_authorize");
  EXPECT_NE(Traces().find("Taken without the cookie"), std::string::npos);
  Browser wrong(oauth);
  wrong.Say("Sec-Fetch-Site", "cross-site");
  wrong.PutCookie("csrf-state-" + pool, "x");
  EXPECT_EQ(post(wrong, leave()).location(), kInvalidState) << "a wrong value is a wrong value";
}

TEST_F(FederationState, HasToHaveItsCookieInAFormOfAProviderThatSendsNone) {
  Browser cross_site(oauth);
  cross_site.Say("Sec-Fetch-Site", "cross-site");
  for (const char* social : {"Google", "Facebook", "LoginWithAmazon"}) {
    CreateSocial(social);
  }
  for (const char* name : {"Corp", "Google", "Facebook", "LoginWithAmazon"}) {
    const Page left = Leave({{"identity_provider", name}});
    ASSERT_NE(StateOf(left), "") << name;
    EXPECT_EQ(cross_site.Post("/oauth2/idpresponse", {{"error", "access_denied"}, {"state", StateOf(left)}}).location(), kInvalidState)
        << name;
    EXPECT_EQ(Return({{"error", "access_denied"}, {"state", StateOf(left)}}).LocationQuery().Find("error"), "access_denied") << name;
  }
  EXPECT_EQ(Traces().find("Taken without the cookie"), std::string::npos);
}

TEST_F(FederationState, HasToHaveItsCookieByHttps) {
  Browser aws(oauth, "https://shop.auth.us-east-1.amazoncognito.com");
  const Page left = aws.Get("/oauth2/authorize?" + support::QueryOf(Request(Named({}))));
  Browser other(oauth, "https://shop.auth.us-east-1.amazoncognito.com");
  other.Say("Sec-Fetch-Site", "cross-site");
  const Page page = other.Post("/oauth2/idpresponse", {{"code", "c"}, {"state", StateOf(left)}});
  EXPECT_EQ(page.location(), "https://shop.auth.us-east-1.amazoncognito.com/error?error=Invalid%20state");
}

TEST_F(FederationState, TellsTheApplicationNothingOnceItsRedirectUriIsGone) {
  const Page left = Leave();
  Call("UpdateUserPoolClient",
       R"("ClientId":")" + client +
           R"(","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid"],)"
           R"("CallbackURLs":["https://app.example/other"],"SupportedIdentityProviders":["Corp"])");
  EXPECT_EQ(Return(left).location(), "http://localhost:9229/error?error=redirect_mismatch&client_id=" + client);
  EXPECT_TRUE(corp.token_requests.empty());
}

TEST_F(FederationState, EndsWithItsClient) {
  const Page left = Leave();
  Call("DeleteUserPoolClient", R"("ClientId":")" + client + "\"");
  EXPECT_EQ(Return(left).location(), kInvalidState);
}

TEST_F(FederationState, AnswersOtherMethodsAsDocumented) {
  for (const char* path : {"/saml2/idpresponse", "/saml2/logout"}) {
    const Page page = browser.Get(path);
    EXPECT_EQ(page.status, 405) << path;
    EXPECT_EQ(page.Header("Allow"), "POST");
    EXPECT_EQ(page.body, "");
  }
  EXPECT_EQ(browser.Send("PUT", "/oauth2/idpresponse").status, 405);
}

}  // namespace
}  // namespace rockpool::oauth
