#include <gtest/gtest.h>

#include "tests/operations/pool_caller.h"
#include "tests/operations/session_configuration/session_requests.h"

namespace rockpool::support {
namespace {

using SetUserPoolSessionConfiguration = PoolTest<PoolCaller>;

TEST_F(SetUserPoolSessionConfiguration, AnswersWithWhatItKeeps) {
  EXPECT_EQ(pool.Call(kSetPoolSession, Tracking("ENABLED", 5)).body, PoolSession(pool.id(), "ENABLED", 5));
  EXPECT_EQ(pool.Call(kGetPoolSession).body, PoolSession(pool.id(), "ENABLED", 5));
}

TEST_F(SetUserPoolSessionConfiguration, ReplacesWhatWasThere) {
  pool.Call(kSetPoolSession, Tracking("ENABLED", 100));
  pool.Call(kSetPoolSession, Tracking("DISABLED", 1));
  EXPECT_EQ(pool.Call(kGetPoolSession).body, PoolSession(pool.id(), "DISABLED", 1));
}

TEST_F(SetUserPoolSessionConfiguration, NeedsTheEssentialsTier) {
  PoolCaller lite(service, R"(,"UserPoolTier":"LITE")");
  EXPECT_EQ(lite.Try(kSetPoolSession, Tracking("ENABLED", 20)),
            "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: "
            "Session Tracking");
  PoolCaller plus(service, R"(,"UserPoolTier":"PLUS")");
  EXPECT_EQ(plus.Try(kSetPoolSession, Tracking("ENABLED", 20)), kOk);
}

TEST_F(SetUserPoolSessionConfiguration, TakesFromOneToAHundredSessions) {
  const std::string refused = "InvalidParameterException: 1 validation error detected: Value '";
  const std::string at = "' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value ";
  EXPECT_EQ(pool.Try(kSetPoolSession, Tracking("ENABLED", 0)), refused + "0" + at + "greater than or equal to 1");
  EXPECT_EQ(pool.Try(kSetPoolSession, Tracking("ENABLED", 101)), refused + "101" + at + "less than or equal to 100");
}

}  // namespace
}  // namespace rockpool::support
