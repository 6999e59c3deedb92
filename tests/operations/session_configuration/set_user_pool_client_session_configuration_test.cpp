#include <gtest/gtest.h>

#include "tests/operations/pool_caller.h"
#include "tests/operations/session_configuration/session_requests.h"

namespace rockpool::support {
namespace {

// A pool with the app clients "web" and "app" that tracks sessions.
class SetUserPoolClientSessionConfiguration : public ::testing::Test {
 protected:
  SetUserPoolClientSessionConfiguration() {
    pool.CreateClient("web");
    pool.CreateClient("app");
    pool.Call(kSetPoolSession, Tracking("ENABLED", 20));
  }

  TestService service;
  PoolCaller pool{service};
};

TEST_F(SetUserPoolClientSessionConfiguration, AnswersWithWhatItKeepsForThatClientAlone) {
  EXPECT_EQ(pool.Call(kSetClientSession, OfClient("web", 43200)).body, ClientSession(pool.id(), "web", 43200));
  EXPECT_EQ(pool.Call(kGetClientSession, OfClient("web")).body, ClientSession(pool.id(), "web", 43200));
  EXPECT_EQ(pool.Call(kGetClientSession, OfClient("app")).body, ClientSession(pool.id(), "app", 60));
  EXPECT_EQ(pool.Call(kGetPoolSession).body, PoolSession(pool.id(), "ENABLED", 20));
}

TEST_F(SetUserPoolClientSessionConfiguration, ReplacesWhatWasThere) {
  pool.Call(kSetClientSession, OfClient("web", 129600));
  EXPECT_EQ(pool.Try(kSetClientSession, OfClient("web", 0)), kOk);
  EXPECT_EQ(pool.Call(kGetClientSession, OfClient("web")).body, ClientSession(pool.id(), "web", 0));
}

TEST_F(SetUserPoolClientSessionConfiguration, NeedsSessionTracking) {
  pool.Call(kSetPoolSession, Tracking("DISABLED", 20));
  EXPECT_EQ(pool.Try(kSetClientSession, OfClient("web", 5)),
            "OperationNotEnabledException: User session tracking is not enabled for user pool " + pool.id() + ".");
}

TEST_F(SetUserPoolClientSessionConfiguration, StaysWhileTrackingIsOff) {
  pool.Call(kSetClientSession, OfClient("web", 5));
  pool.Call(kSetPoolSession, Tracking("DISABLED", 20));
  EXPECT_EQ(pool.Call(kGetClientSession, OfClient("web")).body, ClientSession(pool.id(), "web", 5));
  pool.Call(kSetPoolSession, Tracking("ENABLED", 20));
  EXPECT_EQ(pool.Call(kGetClientSession, OfClient("web")).body, ClientSession(pool.id(), "web", 5));
}

TEST_F(SetUserPoolClientSessionConfiguration, NeedsTheEssentialsTier) {
  PoolCaller lite(service, R"(,"UserPoolTier":"LITE")");
  EXPECT_EQ(lite.Try(kSetClientSession, OfClient("nobody", 5)),
            "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: "
            "Session Tracking");
}

TEST_F(SetUserPoolClientSessionConfiguration, TakesUpToNinetyDays) {
  const std::string refused = "InvalidParameterException: 1 validation error detected: Value '";
  const std::string at = "' at 'sSOSession.maxValidityMinutes' failed to satisfy constraint: Member must have value ";
  EXPECT_EQ(pool.Try(kSetClientSession, OfClient("web", -1)), refused + "-1" + at + "greater than or equal to 0");
  EXPECT_EQ(pool.Try(kSetClientSession, OfClient("web", 129601)), refused + "129601" + at + "less than or equal to 129600");
}

}  // namespace
}  // namespace rockpool::support
