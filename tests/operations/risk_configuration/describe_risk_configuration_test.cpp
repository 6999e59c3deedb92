#include <gtest/gtest.h>

#include "tests/operations/risk_configuration/risk_pool.h"

namespace rockpool {
namespace {

using support::CalledPool;
using support::kBlockCompromised;
using support::kDescribeRisk;
using support::kOfWeb;
using support::kSetRisk;
using support::RiskPool;
using support::TestService;

constexpr const char* kBegin = "1700000000.000";

TEST(DescribeRiskConfiguration, AnswersThePoolsIdWhereNothingWasSet) {
  TestService service;
  RiskPool pool(service);
  EXPECT_EQ(pool.Call(kDescribeRisk).body, pool.ShownNothing());
  EXPECT_EQ(pool.Call(kDescribeRisk, kOfWeb).body, pool.ShownNothing());
}

TEST(DescribeRiskConfiguration, AnswersThePoolsForAnAppClientWithoutOne) {
  TestService service;
  RiskPool pool(service);
  pool.Call(kSetRisk, kBlockCompromised);
  EXPECT_EQ(pool.Call(kDescribeRisk, kOfWeb).body, pool.Shown(std::string(kBlockCompromised) + ",", kBegin));
}

TEST(DescribeRiskConfiguration, AnswersAnAppClientsOwnUntilItIsDeleted) {
  TestService service;
  RiskPool pool(service);
  pool.Call(kSetRisk, std::string(kOfWeb) + "," + kBlockCompromised);
  EXPECT_EQ(pool.Call(kDescribeRisk, kOfWeb).body, pool.Shown(std::string(kOfWeb) + "," + kBlockCompromised + ",", kBegin));
  pool.DeleteClient("web");
  pool.CreateClient("web");
  EXPECT_EQ(pool.Call(kDescribeRisk, kOfWeb).body, pool.ShownNothing());
}

TEST(DescribeRiskConfiguration, NeedsThreatProtection) {
  TestService service;
  CalledPool pool(service);
  EXPECT_EQ(pool.Outcome(kDescribeRisk),
            "UserPoolAddOnNotEnabledException: User pool " + pool.id() + " does not have threat protection enabled.");
}

TEST(DescribeRiskConfiguration, TellsAnUnknownPoolOrClient) {
  TestService service;
  RiskPool pool(service);
  EXPECT_EQ(pool.Outcome(kDescribeRisk, R"("ClientId":"nobody")"), "ResourceNotFoundException: User pool client nobody does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call(kDescribeRisk, R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(DescribeRiskConfiguration, KnowsNothingOfAPoolThatHadItsId) {
  TestService service;
  const std::string more = R"(,"UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"},"UserPoolTier":"PLUS",)"
                           R"("UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  CalledPool pool(service, more);
  const std::string nothing = pool.Call(kDescribeRisk).body;
  pool.Call(kSetRisk, kBlockCompromised);
  pool.Call("DeleteUserPool");
  ASSERT_EQ(service.CreatePool(more), pool.id());
  EXPECT_EQ(pool.Call(kDescribeRisk).body, nothing);
}

}  // namespace
}  // namespace rockpool
