#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool::support {
namespace {

using UpdateUserPoolClient = PoolTest<ClientPool>;

TEST_F(UpdateUserPoolClient, PutsWhatIsLeftOutBackToItsDefault) {
  const Answer plain = pool.CreateNamed("_custom_id_:plain");
  pool.CreateNamed("_custom_id_:full",
                   WithFlows(R"("code")") + R"(,"AccessTokenValidity":10,"AnalyticsConfiguration":{"UserDataShared":true,
      "ApplicationArn":"arn:aws:mobiletargeting:us-east-1:123456789012:apps/ab12"},
      "AuthSessionValidity":9,"DefaultRedirectURI":"https://app.example/back","EnableTokenRevocation":false,
      "ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"IdTokenValidity":11,"LogoutURLs":["https://app.example/bye"],
      "PreventUserExistenceErrors":"ENABLED","ReadAttributes":["email"],
      "RefreshTokenValidity":12,"SupportedIdentityProviders":["COGNITO"],"TokenValidityUnits":{"AccessToken":"minutes"},
      "WriteAttributes":["email"])");
  const Answer reset = pool.Update("full", R"("ClientName":"_custom_id_:plain")");
  ASSERT_EQ(OutcomeOf(reset), kOk);
  std::string expected = plain.body;
  expected.replace(expected.find(R"("ClientId":"plain")"), 18, R"("ClientId":"full")");
  expected.replace(expected.find(R"("LastModifiedDate":1700000000.000)"), 33, R"("LastModifiedDate":1700000000.001)");
  EXPECT_EQ(reset.body, expected);
  EXPECT_EQ(pool.Describe("full").body, reset.body);
}

TEST_F(UpdateUserPoolClient, KeepsNameIdAndSecret) {
  const Answer created = pool.CreateNamed("web", R"("GenerateSecret":true)");
  const Answer updated = pool.Update(created.TextAt("UserPoolClient.ClientId"), R"("AuthSessionValidity":15)");
  EXPECT_EQ(updated.TextAt("UserPoolClient.ClientName"), "web");
  EXPECT_EQ(updated.TextAt("UserPoolClient.ClientSecret"), created.TextAt("UserPoolClient.ClientSecret"));
  EXPECT_EQ(updated.At("UserPoolClient.AuthSessionValidity").GetInt(), 15);
}

// terraform-provider-aws#47196 and #47374
TEST_F(UpdateUserPoolClient, KeepsRotationUntilItIsSwitchedOffByName) {
  const std::string id = pool.New(R"("RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":60})");
  const char* path = "UserPoolClient.RefreshTokenRotation";
  EXPECT_EQ(JsonAt(pool.Update(id), path), R"({"Feature":"ENABLED","RetryGracePeriodSeconds":60})");
  const std::string refreshing = R"("ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"])";
  EXPECT_EQ(OutcomeOf(pool.Update(id, refreshing)),
            "InvalidParameterException: ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is "
            "enabled.");
  EXPECT_EQ(JsonAt(pool.Update(id, refreshing + R"(,"RefreshTokenRotation":{"Feature":"DISABLED"})"), path),
            R"({"Feature":"DISABLED","RetryGracePeriodSeconds":0})");
}

TEST_F(UpdateUserPoolClient, AddsNoSecret) {
  const std::string id = pool.New();
  const Answer updated = pool.Update(id, R"("GenerateSecret":true,"ClientSecret":"a_secret_of_24_characters")");
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_FALSE(updated.Has("UserPoolClient.ClientSecret"));
}

TEST_F(UpdateUserPoolClient, RenamesButMovesNoId) {
  const std::string id = pool.New();
  const Answer updated = pool.Update(id, R"("ClientName":"_custom_id_:another")");
  EXPECT_EQ(updated.TextAt("UserPoolClient.ClientName"), "_custom_id_:another");
  EXPECT_EQ(updated.TextAt("UserPoolClient.ClientId"), id);
}

TEST_F(UpdateUserPoolClient, ChangesNothingIfRefused) {
  const std::string id = pool.New(R"("AuthSessionValidity":9)");
  const std::string before = pool.Describe(id).body;
  EXPECT_EQ(OutcomeOf(pool.Update(id, R"("AllowedOAuthScopes":["orders/read"])")),
            "ScopeDoesNotExistException: Invalid scope requested: orders/read");
  EXPECT_EQ(pool.Describe(id).body, before);
}

TEST_F(UpdateUserPoolClient, KnowsThatAConfidentialClientHasItsSecret) {
  const std::string confidential = pool.New(R"("GenerateSecret":true)");
  const char* members = R"("EnablePropagateAdditionalUserContextData":true)";
  EXPECT_EQ(OutcomeOf(pool.Update(confidential, members)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(pool.New(), members)),
            "InvalidParameterException: Client Secret is required to set EnablePropagateAdditionalUserContextData as true");
}

}  // namespace
}  // namespace rockpool::support
