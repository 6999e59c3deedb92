#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using AuthFlowsOfClients = PoolTest<ClientPool>;
using RefreshTokenRotationOfClients = PoolTest<ClientPool>;
using AdditionalContextData = PoolTest<ClientPool>;

TEST_F(AuthFlowsOfClients, AreEitherOldOrNew) {
  for (const char* flows : {R"("ADMIN_NO_SRP_AUTH","USER_PASSWORD_AUTH")", R"("CUSTOM_AUTH_FLOW_ONLY")",
                            R"("ALLOW_USER_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH")", R"("ALLOW_USER_PASSWORD_AUTH")"}) {
    const std::string list = "[" + std::string(flows) + "]";
    EXPECT_EQ(JsonAt(pool.Create(R"("ExplicitAuthFlows":)" + list), "UserPoolClient.ExplicitAuthFlows"), list);
  }
  EXPECT_EQ(OutcomeOf(pool.Create(R"("ExplicitAuthFlows":["ADMIN_NO_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])")),
            "InvalidParameterException: Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.");
}

// The API reference of GetClientToken has it; the model's enumeration does not.
TEST_F(AuthFlowsOfClients, HaveTheFlowOfClientTokens) {
  const char* flow = R"(["ALLOW_CLIENT_TOKEN_AUTH"])";
  const Answer created = pool.Create(R"("GenerateSecret":true,"ExplicitAuthFlows":)" + std::string(flow));
  EXPECT_EQ(JsonAt(created, "UserPoolClient.ExplicitAuthFlows"), flow);
  EXPECT_EQ(JsonAt(pool.Describe(created.TextAt("UserPoolClient.ClientId")), "UserPoolClient.ExplicitAuthFlows"), flow);
}

TEST_F(RefreshTokenRotationOfClients, RulesOutTheFlowThatRefreshes) {
  const std::string rotation = R"("RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":60})";
  EXPECT_EQ(OutcomeOf(pool.Create(rotation + R"(,"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH","ALLOW_USER_AUTH"])")),
            "InvalidParameterException: ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is "
            "enabled.");
  EXPECT_EQ(OutcomeOf(pool.Create(rotation)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(rotation + R"(,"ExplicitAuthFlows":["ALLOW_USER_AUTH"])")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(R"("RefreshTokenRotation":{"Feature":"DISABLED"},"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"])")),
            kOk);
}

TEST_F(RefreshTokenRotationOfClients, HasNoGracePeriodUnlessToldTo) {
  const char* path = "UserPoolClient.RefreshTokenRotation";
  EXPECT_EQ(JsonAt(pool.Create(R"("RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":60})"), path),
            R"({"Feature":"ENABLED","RetryGracePeriodSeconds":60})");
  EXPECT_EQ(JsonAt(pool.Create(R"("RefreshTokenRotation":{"Feature":"DISABLED"})"), path),
            R"({"Feature":"DISABLED","RetryGracePeriodSeconds":0})");
}

TEST(TiersOfPools, KeepFeaturesFromClients) {
  TestService service;
  ClientPool lite(service, R"(,"UserPoolTier":"LITE")");
  const std::string refused =
      "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: ";
  EXPECT_EQ(OutcomeOf(lite.Create(R"("ExplicitAuthFlows":["ALLOW_USER_AUTH"])")), kOk) << "of passwords there is a choice everywhere";
  EXPECT_EQ(OutcomeOf(lite.Create(R"("RefreshTokenRotation":{"Feature":"ENABLED"})")), refused + "Refresh Token Rotation");
  EXPECT_EQ(OutcomeOf(lite.Create(R"("RefreshTokenRotation":{"Feature":"DISABLED"})")), kOk);
}

TEST_F(AdditionalContextData, NeedsASecret) {
  const std::string members = R"("EnablePropagateAdditionalUserContextData":true)";
  EXPECT_EQ(OutcomeOf(pool.Create(members)),
            "InvalidParameterException: Client Secret is required to set EnablePropagateAdditionalUserContextData as true");
  EXPECT_TRUE(pool.Create(members + R"(,"GenerateSecret":true)").At("UserPoolClient.EnablePropagateAdditionalUserContextData").GetBool());
}

}  // namespace
}  // namespace rockpool::support
