#include <gtest/gtest.h>

#include "tests/operations/session_configuration/session_requests.h"
#include "tests/support/called_pool.h"

namespace rockpool {
namespace {

using support::CalledPool;
using support::kGetPoolSession;
using support::kSetPoolSession;
using support::PoolSession;
using support::TestService;

TEST(GetUserPoolSessionConfiguration, AnswersTheDefaultsWhereNothingWasSet) {
  TestService service;
  CalledPool pool(service);
  EXPECT_EQ(pool.Call(kGetPoolSession).body, PoolSession(pool.id(), "DISABLED", 20));
}

TEST(GetUserPoolSessionConfiguration, AnswersTheDefaultsForATierWithoutSessionTracking) {
  TestService service;
  CalledPool pool(service, R"(,"UserPoolTier":"LITE")");
  EXPECT_EQ(pool.Call(kGetPoolSession).body, PoolSession(pool.id(), "DISABLED", 20));
}

TEST(GetUserPoolSessionConfiguration, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call(kGetPoolSession, R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(GetUserPoolSessionConfiguration, KnowsNothingOfAPoolThatHadItsId) {
  TestService service;
  const std::string tag = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  CalledPool pool(service, tag);
  pool.Call(kSetPoolSession, support::Tracking("ENABLED", 5));
  pool.Call("DeleteUserPool");
  ASSERT_EQ(service.CreatePool(tag), pool.id());
  EXPECT_EQ(pool.Call(kGetPoolSession).body, PoolSession(pool.id(), "DISABLED", 20));
}

}  // namespace
}  // namespace rockpool
