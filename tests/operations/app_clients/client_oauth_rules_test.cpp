#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool::support {
namespace {

using OAuthFlowsOfClients = PoolTest<ClientPool>;
using ScopesOfClients = PoolTest<ClientPool>;

TEST_F(OAuthFlowsOfClients, NeedFlowsAndScopes) {
  const std::string required =
      "InvalidParameterException: AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.";
  EXPECT_EQ(OutcomeOf(pool.Create(R"("AllowedOAuthFlowsUserPoolClient":true)")), required);
  EXPECT_EQ(OutcomeOf(pool.Create(R"("AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["implicit"])")), required);
  EXPECT_EQ(OutcomeOf(pool.Create(R"("AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":[],"AllowedOAuthScopes":["openid"])")),
            required);
  EXPECT_EQ(OutcomeOf(pool.Create(WithFlows(R"("code","implicit")"))), kOk);
}

TEST_F(OAuthFlowsOfClients, NeedACallbackWhereABrowserComesBack) {
  for (const char* flow : {"code", "implicit"}) {
    EXPECT_EQ(OutcomeOf(pool.Create(R"("AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthScopes":["openid"],"AllowedOAuthFlows":[")" +
                                    std::string(flow) + R"("])")),
              "InvalidOAuthFlowException: CallbackUrls can not be empty when code flow or implicit flow is selected");
  }
}

TEST_F(OAuthFlowsOfClients, KeepClientCredentialsApart) {
  for (const char* flows : {R"("client_credentials","code")", R"("implicit","client_credentials")"}) {
    EXPECT_EQ(OutcomeOf(pool.Create(WithFlows(flows) + R"(,"GenerateSecret":true)")),
              "InvalidOAuthFlowException: client_credentials flow can not be selected along with code flow or implicit flow.");
  }
  EXPECT_EQ(OutcomeOf(pool.Create(WithFlows(R"("client_credentials")"))),
            "InvalidOAuthFlowException: client_credentials flow can not be selected if client does not have a client secret.");
  EXPECT_EQ(OutcomeOf(pool.Create(WithFlows(R"("client_credentials")") + R"(,"GenerateSecret":true)")),
            "InvalidOAuthFlowException: openid is not supported with client_credentials flow");
}

TEST_F(OAuthFlowsOfClients, TakeClientCredentialsWithASecretAndACustomScope) {
  pool.AddResourceServer("orders", "read");
  const std::string members = R"("AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["client_credentials"],
      "AllowedOAuthScopes":["orders/read"])";
  const auto created = pool.Create(members + R"(,"GenerateSecret":true)");
  EXPECT_EQ(OutcomeOf(created), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(created.TextAt("UserPoolClient.ClientId"), members)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(members + R"(,"ClientSecret":"a_secret_of_24_characters")")), kOk);
}

TEST_F(ScopesOfClients, AreThoseOfOidcAndOfThePoolsResourceServers) {
  pool.AddResourceServer("https://api.example/orders", "read");
  EXPECT_EQ(OutcomeOf(pool.Create(
                R"("AllowedOAuthScopes":["phone","email","openid","profile","aws.cognito.signin.user.admin","aws.cognito/dcr/register",
                "https://api.example/orders/read"])")),
            kOk);
  for (const std::string scope : {"Cognito", "read", "https://api.example/orders", "https://api.example/orders/", "orders/read",
                                  "https://api.example/orders/write", "/read", "/"}) {
    EXPECT_EQ(OutcomeOf(pool.Create(R"("AllowedOAuthScopes":["openid",")" + scope + R"("])")),
              "ScopeDoesNotExistException: Invalid scope requested: " + scope);
  }
}

TEST_F(ScopesOfClients, AreNotThoseOfAnotherPool) {
  ClientPool other(service);
  other.AddResourceServer("orders", "read");
  EXPECT_EQ(OutcomeOf(pool.Create(R"("AllowedOAuthScopes":["orders/read"])")),
            "ScopeDoesNotExistException: Invalid scope requested: orders/read");
}

TEST_F(ScopesOfClients, AreNoMoreThanTheQuota) {
  support::Settings settings;
  settings.quotas.client_scopes = 2;
  TestService configured(settings);
  ClientPool own(configured);
  const std::string id = own.New(R"("AllowedOAuthScopes":["openid","email"])");
  const char* three = R"("AllowedOAuthScopes":["openid","email","phone"])";
  EXPECT_EQ(OutcomeOf(own.Create(three)), "LimitExceededException: Maximum number of scopes reached for app client: 2.");
  EXPECT_EQ(OutcomeOf(own.Update(id, three)), "InvalidParameterException: Maximum number of scopes reached for app client: 2.");
}

}  // namespace
}  // namespace rockpool::support
