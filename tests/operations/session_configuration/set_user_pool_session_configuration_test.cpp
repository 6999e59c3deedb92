#include <gtest/gtest.h>

#include "tests/operations/session_configuration/session_requests.h"
#include "tests/support/called_pool.h"

namespace rockpool {
namespace {

using support::CalledPool;
using support::kGetPoolSession;
using support::kOk;
using support::kSetPoolSession;
using support::PoolSession;
using support::TestService;
using support::Tracking;

TEST(SetUserPoolSessionConfiguration, AnswersWithWhatItKeeps) {
  TestService service;
  CalledPool pool(service);
  EXPECT_EQ(pool.Call(kSetPoolSession, Tracking("ENABLED", 5)).body, PoolSession(pool.id(), "ENABLED", 5));
  EXPECT_EQ(pool.Call(kGetPoolSession).body, PoolSession(pool.id(), "ENABLED", 5));
}

TEST(SetUserPoolSessionConfiguration, ReplacesWhatWasThere) {
  TestService service;
  CalledPool pool(service);
  pool.Call(kSetPoolSession, Tracking("ENABLED", 100));
  pool.Call(kSetPoolSession, Tracking("DISABLED", 1));
  EXPECT_EQ(pool.Call(kGetPoolSession).body, PoolSession(pool.id(), "DISABLED", 1));
}

TEST(SetUserPoolSessionConfiguration, NeedsTheEssentialsTier) {
  TestService service;
  CalledPool lite(service, R"(,"UserPoolTier":"LITE")");
  EXPECT_EQ(lite.Outcome(kSetPoolSession, Tracking("ENABLED", 20)),
            "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: "
            "Session Tracking");
  CalledPool plus(service, R"(,"UserPoolTier":"PLUS")");
  EXPECT_EQ(plus.Outcome(kSetPoolSession, Tracking("ENABLED", 20)), kOk);
}

TEST(SetUserPoolSessionConfiguration, TakesFromOneToAHundredSessions) {
  TestService service;
  CalledPool pool(service);
  const std::string refused = "InvalidParameterException: 1 validation error detected: Value '";
  const std::string at = "' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value ";
  EXPECT_EQ(pool.Outcome(kSetPoolSession, Tracking("ENABLED", 0)), refused + "0" + at + "greater than or equal to 1");
  EXPECT_EQ(pool.Outcome(kSetPoolSession, Tracking("ENABLED", 101)), refused + "101" + at + "less than or equal to 100");
}

TEST(SetUserPoolSessionConfiguration, TellsAnUnknownPool) {
  TestService service;
  const std::string body = R"({"UserPoolId":"us-east-1_Nowhere",)" + Tracking("ENABLED", 20) + "}";
  EXPECT_EQ(OutcomeOf(service.Call(kSetPoolSession, body)), "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
