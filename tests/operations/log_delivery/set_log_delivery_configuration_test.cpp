#include <gtest/gtest.h>

#include "tests/operations/log_delivery/log_samples.h"
#include "tests/support/called_pool.h"

namespace rockpool {
namespace {

using support::AuthEvents;
using support::CalledPool;
using support::kOk;
using support::kPlus;
using support::kToBucket;
using support::kToLogGroup;
using support::kToStream;
using support::LogOf;
using support::Notifications;
using support::TestService;
using support::WithLogs;

constexpr const char* kSet = "SetLogDeliveryConfiguration";

std::string Joined(const std::string& one, const std::string& other) { return one + "," + other; }

TEST(SetLogDeliveryConfiguration, AnswersWithWhatItKeeps) {
  TestService service;
  CalledPool pool(service);
  EXPECT_EQ(pool.Call(kSet, WithLogs(Notifications())).body,
            R"({"LogDeliveryConfiguration":{"LogConfigurations":[{"CloudWatchLogsConfiguration":{"LogGroupArn":)"
            R"("arn:aws:logs:us-east-1:123456789012:log-group:cognito"},"EventSource":"userNotification","LogLevel":"ERROR"}],)"
            R"("UserPoolId":")" +
                pool.id() + R"("}})");
}

TEST(SetLogDeliveryConfiguration, TakesEachDestinationOfAuthEventsInAPoolOfThePlusTier) {
  TestService service;
  CalledPool pool(service, kPlus);
  for (const char* destination : {kToLogGroup, kToStream, kToBucket}) {
    EXPECT_EQ(pool.Outcome(kSet, WithLogs(Joined(Notifications(), AuthEvents(destination)))), kOk) << destination;
  }
}

TEST(SetLogDeliveryConfiguration, RefusesAuthEventsBelowThePlusTier) {
  TestService service;
  for (const char* tier : {"LITE", "ESSENTIALS"}) {
    CalledPool pool(service, R"(,"UserPoolTier":")" + std::string(tier) + R"(")");
    EXPECT_EQ(pool.Outcome(kSet, WithLogs(AuthEvents(kToBucket))),
              "FeatureUnavailableInTierException: The following feature is not available for the " + std::string(tier) +
                  " pricing tier configured: Log Streaming");
    EXPECT_EQ(pool.Outcome(kSet, WithLogs(Notifications())), kOk) << tier;
  }
}

TEST(SetLogDeliveryConfiguration, NamesSourcesWithoutDestinationAndSourcesGivenTwice) {
  TestService service;
  CalledPool pool(service, kPlus);
  const std::string failed = "InvalidParameterException: Request validation Failed.";
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(LogOf("userNotification", "ERROR"))),
            failed + " Following event sources in request have no destination: [userNotification].");
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(Joined(LogOf("userAuthEvents", "INFO"), LogOf("userNotification", "ERROR")))),
            failed + " Following event sources in request have no destination: [userAuthEvents, userNotification].");
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(Joined(Notifications(), Notifications()))),
            failed + " Following event sources appear more then once in a request: [userNotification].");
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(Joined(LogOf("userNotification", "ERROR"), LogOf("userNotification", "ERROR")))),
            failed +
                " Following event sources in request have no destination: [userNotification]."
                " Following event sources appear more then once in a request: [userNotification].");
}

TEST(SetLogDeliveryConfiguration, HoldsEachSourceToItsLevel) {
  TestService service;
  CalledPool pool(service, kPlus);
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(LogOf("userNotification", "INFO", kToLogGroup))),
            "InvalidParameterException: Log level for event source userNotification must be ERROR.");
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(LogOf("userAuthEvents", "ERROR", kToLogGroup))),
            "InvalidParameterException: Log level for event source userAuthEvents must be INFO.");
}

TEST(SetLogDeliveryConfiguration, DeliversNotificationsToCloudWatchAlone) {
  TestService service;
  CalledPool pool(service, kPlus);
  for (const char* destination : {kToStream, kToBucket}) {
    EXPECT_EQ(pool.Outcome(kSet, WithLogs(Notifications(destination))),
              "InvalidParameterException: Event source userNotification can only be delivered to CloudWatch Logs.");
  }
}

TEST(SetLogDeliveryConfiguration, TakesOneDestinationForASource) {
  TestService service;
  CalledPool pool(service, kPlus);
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(AuthEvents(Joined(kToStream, kToBucket)))),
            "InvalidParameterException: Event source userAuthEvents can have one destination only.");
}

TEST(SetLogDeliveryConfiguration, RefusesADestinationInAnotherRegion) {
  TestService service;
  CalledPool pool(service, kPlus);
  const std::string message = "InvalidParameterException: ARN does not belong to current region";
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(Notifications(
                                   R"("CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws:logs:eu-west-1:123456789012:log-group:g"})"))),
            message);
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(AuthEvents(
                                   R"("FirehoseConfiguration":{"StreamArn":"arn:aws:firehose:eu-west-1:123456789012:deliverystream/s"})"))),
            message);
}

TEST(SetLogDeliveryConfiguration, RefusesADestinationOfAnotherServiceOrNone) {
  TestService service;
  CalledPool pool(service, kPlus);
  const std::string message = "InvalidParameterException: The destination must be the ARN of a resource of ";
  EXPECT_EQ(
      pool.Outcome(kSet,
                   WithLogs(Notifications(R"("CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws:iam:us-east-1:123456789012:role/r"})"))),
      message + "logs.");
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(Notifications(R"("CloudWatchLogsConfiguration":{})"))), message + "logs.");
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(AuthEvents(R"("FirehoseConfiguration":{})"))), message + "firehose.");
  EXPECT_EQ(pool.Outcome(kSet, WithLogs(AuthEvents(R"("S3Configuration":{"BucketArn":"arn:aws:sns:::topic"})"))), message + "s3.");
}

TEST(SetLogDeliveryConfiguration, ReplacesAllThatWasThere) {
  TestService service;
  CalledPool pool(service, kPlus);
  pool.Call(kSet, WithLogs(Joined(Notifications(), AuthEvents(kToBucket))));
  ASSERT_EQ(pool.Outcome(kSet, WithLogs(AuthEvents(kToStream))), kOk);
  const auto got = pool.Call("GetLogDeliveryConfiguration");
  ASSERT_EQ(got.At("LogDeliveryConfiguration.LogConfigurations").Size(), 1U);
  EXPECT_EQ(got.TextAt("LogDeliveryConfiguration.LogConfigurations.0.EventSource"), "userAuthEvents");
  ASSERT_EQ(pool.Outcome(kSet, WithLogs("")), kOk);
  EXPECT_EQ(pool.Call("GetLogDeliveryConfiguration").At("LogDeliveryConfiguration.LogConfigurations").Size(), 0U);
}

TEST(SetLogDeliveryConfiguration, ChangesNothingWhenItRefuses) {
  TestService service;
  CalledPool pool(service);
  const std::string kept = pool.Call(kSet, WithLogs(Notifications())).body;
  ASSERT_NE(pool.Outcome(kSet, WithLogs(AuthEvents(kToBucket))), kOk);
  EXPECT_EQ(pool.Call("GetLogDeliveryConfiguration").body, kept);
}

TEST(SetLogDeliveryConfiguration, TellsAnUnknownPool) {
  TestService service;
  const std::string body = R"({"UserPoolId":"us-east-1_Nowhere",)" + WithLogs("") + "}";
  EXPECT_EQ(OutcomeOf(service.Call(kSet, body)), "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
