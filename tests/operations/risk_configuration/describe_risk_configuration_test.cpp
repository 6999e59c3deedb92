#include <gtest/gtest.h>

#include "tests/operations/risk_configuration/risk_pool.h"

namespace rockpool::support {
namespace {

using DescribeRiskConfiguration = PoolTest<RiskPool>;

constexpr const char* kBegin = "1700000000.000";

TEST_F(DescribeRiskConfiguration, AnswersThePoolsIdWhereNothingWasSet) {
  EXPECT_EQ(pool.Call(kDescribeRisk).body, pool.ShownNothing());
  EXPECT_EQ(pool.Call(kDescribeRisk, kOfWeb).body, pool.ShownNothing());
}

TEST_F(DescribeRiskConfiguration, AnswersThePoolsForAnAppClientWithoutOne) {
  pool.Call(kSetRisk, kBlockCompromised);
  EXPECT_EQ(pool.Call(kDescribeRisk, kOfWeb).body, pool.Shown(std::string(kBlockCompromised) + ",", kBegin));
}

TEST_F(DescribeRiskConfiguration, AnswersAnAppClientsOwnUntilItIsDeleted) {
  pool.Call(kSetRisk, std::string(kOfWeb) + "," + kBlockCompromised);
  EXPECT_EQ(pool.Call(kDescribeRisk, kOfWeb).body, pool.Shown(std::string(kOfWeb) + "," + kBlockCompromised + ",", kBegin));
  pool.DeleteClient("web");
  pool.CreateClient("web");
  EXPECT_EQ(pool.Call(kDescribeRisk, kOfWeb).body, pool.ShownNothing());
}

TEST_F(DescribeRiskConfiguration, AnswersThePoolsIdOfAPoolWithoutThreatProtection) {
  PoolCaller own(service);
  EXPECT_EQ(own.Call(kDescribeRisk).body, R"({"RiskConfiguration":{"UserPoolId":")" + own.id() + R"("}})");
}

}  // namespace
}  // namespace rockpool::support
