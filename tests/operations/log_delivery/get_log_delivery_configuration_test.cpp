#include <gtest/gtest.h>

#include "tests/operations/log_delivery/log_samples.h"
#include "tests/operations/pool_caller.h"

namespace rockpool::support {
namespace {

using GetLogDeliveryConfiguration = PoolTest<PoolCaller>;

constexpr const char* kGet = "GetLogDeliveryConfiguration";

TEST_F(GetLogDeliveryConfiguration, AnswersAnEmptyListWhereNothingWasSet) {
  EXPECT_EQ(pool.Call(kGet).body, R"({"LogDeliveryConfiguration":{"LogConfigurations":[],"UserPoolId":")" + pool.id() + R"("}})");
}

TEST_F(GetLogDeliveryConfiguration, AnswersInTheOrderInWhichTheyWereSet) {
  PlusPool own(service);
  const std::string notifications = Notifications();
  const std::string events = AuthEvents(kToStream);
  const std::string first = "LogDeliveryConfiguration.LogConfigurations.0.EventSource";
  own.Call("SetLogDeliveryConfiguration", WithLogs(notifications + "," + events));
  EXPECT_EQ(own.Call(kGet).TextAt(first), "userNotification");
  own.Call("SetLogDeliveryConfiguration", WithLogs(events + "," + notifications));
  EXPECT_EQ(own.Call(kGet).TextAt(first), "userAuthEvents");
}

}  // namespace
}  // namespace rockpool::support
