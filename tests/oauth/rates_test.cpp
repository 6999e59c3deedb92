// The endpoints and pages where the server holds requests to rates.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/oauth/support/token_test.h"

namespace rockpool::oauth {
namespace {

using support::OutcomeOf;
using support::Page;
using support::TokenTest;

constexpr const char* kTooMany = R"(429 {"error":"invalid_request","error_description":"Rate exceeded"})";
constexpr const char* kTooManyCalls = "TooManyRequestsException: Rate exceeded";
constexpr const char* kTooManyPages = "http://localhost:9229/error?error=Rate+exceeded";

class OAuthRates : public TokenTest {
 protected:
  OAuthRates() : TokenTest({.rates = {std::make_shared<pools::TokenBuckets>()}}) {
    oauth.service.wall_clock.Advance(1000);  // what made the users has counted
  }

  // How many came before the first that is refused for the rate; at most 1,000.
  int Before(const http::NamedValues& form) {
    for (int count = 0; count < 1000; ++count) {
      if (Outcome(Ask(form)) == kTooMany) {
        return count;
      }
    }
    return 1000;
  }

  http::NamedValues RefreshForm() const { return {{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", "nobody's"}}; }
  http::NamedValues FormOf(const std::string& machine) {
    return {{"grant_type", "client_credentials"}, {"client_id", machine}, {"client_secret", oauth.SecretOf(pool, machine)}};
  }

  // Where a form of a page leads to.
  std::string Post(std::string_view path) {
    http::Request request;
    request.method = "POST";
    request.path = path;
    request.query = support::QueryOf(Request());
    request.headers.Add("Host", "localhost:9229");
    request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
    return std::string(oauth.Send(request).headers.Find("Location").value_or(""));
  }
  int BeforeAt(std::string_view path) {
    for (int count = 0; count < 1000; ++count) {
      if (Post(path) == kTooManyPages) {
        return count;
      }
    }
    return 1000;
  }

  std::string SignInByApi() {
    return OutcomeOf(oauth.service.Call("InitiateAuth", R"({"ClientId":"nobodysclient","AuthFlow":"USER_SRP_AUTH"})"));
  }
};

TEST_F(OAuthRates, CountRefreshesAsSignIns) {
  EXPECT_EQ(Before(RefreshForm()), 120);
  EXPECT_EQ(SignInByApi(), kTooManyCalls);
  EXPECT_EQ(Post("/login"), kTooManyPages);
  EXPECT_EQ(Outcome(Ask(CodeForm("x"))), kInvalidGrant);
  oauth.service.wall_clock.Advance(1000);
  EXPECT_EQ(Outcome(Ask(RefreshForm())), kInvalidGrant);
}

TEST_F(OAuthRates, CountCodesApartByTheRateOfSignIns) {
  EXPECT_EQ(Before(CodeForm("x")), 120);
  EXPECT_NE(SignInByApi(), kTooManyCalls);
  EXPECT_EQ(Outcome(Ask(RefreshForm())), kInvalidGrant);
}

TEST_F(OAuthRates, CountTokensOfClientsWithGetClientToken) {
  const std::string machine = MachineClient();
  EXPECT_EQ(Before(FormOf(machine)), 150);
  const std::string body = R"({"ClientId":")" + machine + R"(","Secret":")" + oauth.SecretOf(pool, machine) + R"("})";
  EXPECT_EQ(OutcomeOf(oauth.service.Call("GetClientToken", body)), kTooManyCalls);
  EXPECT_EQ(Outcome(Ask(RefreshForm())), kInvalidGrant);
}

TEST_F(OAuthRates, CountNoClientThatNobodyHas) {
  for (int i = 0; i < 130; ++i) {
    ASSERT_EQ(Outcome(Ask(With(RefreshForm(), {{"client_id", "nobody"}}))), kInvalidClient);
  }
}

TEST_F(OAuthRates, CountPagesAsTheOperationsThatDoTheSame) {
  EXPECT_EQ(BeforeAt("/login"), 120);
  EXPECT_EQ(SignInByApi(), kTooManyCalls);
  EXPECT_EQ(BeforeAt("/mfa"), 360) << "and sign-ins have nothing left for more";
  EXPECT_EQ(BeforeAt("/signup"), 50);
  EXPECT_EQ(BeforeAt("/forgotPassword"), 30);
  EXPECT_EQ(BeforeAt("/changePassword"), 0) << "the same category";
}

TEST_F(OAuthRates, CountPagesThatLeadOnToAHigherLevelAsSignIns) {
  const std::string style =
      R"({"UserPoolId":")" + managed_pool + R"(","ClientId":")" + managed_client + R"(","UseCognitoProvidedValues":true})";
  ASSERT_EQ(oauth.service.Call("CreateManagedLoginBranding", style).status, 200);
  browser.SignIn(kUser, ManagedRequest());
  oauth.service.wall_clock.Advance(1000);
  const std::string page = "/login?" + support::QueryOf(ManagedRequest({{"acr_values", "urn:cognito:loa:4"}}));
  for (int i = 0; i < 120; ++i) {
    ASSERT_EQ(browser.Get(page).status, 200) << i;
  }
  EXPECT_EQ(browser.Get(page).location(), kTooManyPages);
  EXPECT_EQ(SignInByApi(), kTooManyCalls);
  EXPECT_EQ(browser.Get("/login?" + support::QueryOf(ManagedRequest({{"acr_values", "urn:cognito:loa:4"}, {"prompt", "login"}}))).status,
            200)
      << "the form alone";
}

TEST_F(OAuthRates, CountReturnsFromProvidersAsFederation) {
  CreateProvider(pool, "Corp");
  const std::string federated = oauth.CreateClient(pool, R"({"SupportedIdentityProviders":["Corp"]})");
  const auto come_back = [&] {
    browser.DropCookies();
    const Page left = TokenTest::OAuthTest::Ask(RequestOf(federated, {{"identity_provider", "Corp"}}));
    const std::string state(left.LocationQuery().Find("state").value_or(""));
    EXPECT_FALSE(state.empty()) << left.location();
    return browser.Get("/oauth2/idpresponse?" + support::QueryOf({{"error", "access_denied"}, {"state", state}}));
  };
  for (int i = 0; i < 25; ++i) {
    ASSERT_EQ(come_back().LocationBase(), support::OAuthService::kCallback) << i;
  }
  EXPECT_EQ(come_back().location(), kTooManyPages);
}

TEST_F(OAuthRates, AreOfTheAccountThatHasThePool) {
  EXPECT_EQ(Before(RefreshForm()), 120);
  EXPECT_NE(OutcomeOf(oauth.service.Call("AdminInitiateAuth",
                                         R"({"UserPoolId":"us-east-1_Nothing00","ClientId":"a","AuthFlow":"ADMIN_USER_PASSWORD_AUTH"})",
                                         {.access_key = "123456789012"})),
            kTooManyCalls);
}

TEST_F(TokenTest, HasNoRatesUnlessTheServerIsAskedTo) {
  for (int i = 0; i < 130; ++i) {
    ASSERT_EQ(Outcome(Ask({{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", "nobody's"}})), kInvalidGrant);
  }
}

}  // namespace
}  // namespace rockpool::oauth
