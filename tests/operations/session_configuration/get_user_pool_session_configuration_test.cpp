#include <gtest/gtest.h>

#include "tests/operations/pool_caller.h"
#include "tests/operations/session_configuration/session_requests.h"

namespace rockpool::support {
namespace {

using GetUserPoolSessionConfiguration = PoolTest<PoolCaller>;

TEST_F(GetUserPoolSessionConfiguration, AnswersTheDefaultsWhereNothingWasSet) {
  EXPECT_EQ(pool.Call(kGetPoolSession).body, PoolSession(pool.id(), "DISABLED", 20));
}

TEST_F(GetUserPoolSessionConfiguration, AnswersTheDefaultsForATierWithoutSessionTracking) {
  PoolCaller own(service, R"(,"UserPoolTier":"LITE")");
  EXPECT_EQ(own.Call(kGetPoolSession).body, PoolSession(own.id(), "DISABLED", 20));
}

}  // namespace
}  // namespace rockpool::support
