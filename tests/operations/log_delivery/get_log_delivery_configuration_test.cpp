#include <gtest/gtest.h>

#include "tests/operations/log_delivery/log_samples.h"
#include "tests/support/called_pool.h"

namespace rockpool {
namespace {

using support::CalledPool;
using support::TestService;

constexpr const char* kGet = "GetLogDeliveryConfiguration";

TEST(GetLogDeliveryConfiguration, AnswersAnEmptyListWhereNothingWasSet) {
  TestService service;
  CalledPool pool(service);
  EXPECT_EQ(pool.Call(kGet).body, R"({"LogDeliveryConfiguration":{"LogConfigurations":[],"UserPoolId":")" + pool.id() + R"("}})");
}

TEST(GetLogDeliveryConfiguration, AnswersInTheOrderInWhichTheyWereSet) {
  TestService service;
  CalledPool pool(service, support::kPlus);
  const std::string notifications = support::Notifications();
  const std::string events = support::AuthEvents(support::kToStream);
  const std::string first = "LogDeliveryConfiguration.LogConfigurations.0.EventSource";
  pool.Call("SetLogDeliveryConfiguration", support::WithLogs(notifications + "," + events));
  EXPECT_EQ(pool.Call(kGet).TextAt(first), "userNotification");
  pool.Call("SetLogDeliveryConfiguration", support::WithLogs(events + "," + notifications));
  EXPECT_EQ(pool.Call(kGet).TextAt(first), "userAuthEvents");
}

TEST(GetLogDeliveryConfiguration, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call(kGet, R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(GetLogDeliveryConfiguration, KnowsNothingOfAPoolThatHadItsId) {
  TestService service;
  const std::string tag = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  CalledPool pool(service, tag);
  pool.Call("SetLogDeliveryConfiguration", support::WithLogs(support::Notifications()));
  pool.Call("DeleteUserPool");
  ASSERT_EQ(service.CreatePool(tag), pool.id());
  EXPECT_EQ(pool.Call(kGet).At("LogDeliveryConfiguration.LogConfigurations").Size(), 0U);
}

}  // namespace
}  // namespace rockpool
