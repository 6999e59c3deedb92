#include <gtest/gtest.h>

#include "tests/operations/log_delivery/log_samples.h"
#include "tests/operations/pool_caller.h"

namespace rockpool::support {
namespace {

using SetLogDeliveryConfiguration = PoolTest<PlusPool>;

constexpr const char* kSet = "SetLogDeliveryConfiguration";

TEST_F(SetLogDeliveryConfiguration, AnswersWithWhatItKeeps) {
  PoolCaller own(service);
  EXPECT_EQ(own.Call(kSet, WithLogs(Notifications())).body,
            R"({"LogDeliveryConfiguration":{"LogConfigurations":[{"CloudWatchLogsConfiguration":{"LogGroupArn":)"
            R"("arn:aws:logs:us-east-1:123456789012:log-group:cognito"},"EventSource":"userNotification","LogLevel":"ERROR"}],)"
            R"("UserPoolId":")" +
                own.id() + R"("}})");
}

TEST_F(SetLogDeliveryConfiguration, TakesEachDestinationOfAuthEventsInAPoolOfThePlusTier) {
  for (const char* destination : {kToLogGroup, kToStream, kToBucket}) {
    EXPECT_EQ(pool.Try(kSet, WithLogs(JoinedMembers(Notifications(), AuthEvents(destination)))), kOk) << destination;
  }
}

TEST_F(SetLogDeliveryConfiguration, RefusesAuthEventsBelowThePlusTier) {
  for (const char* tier : {"LITE", "ESSENTIALS"}) {
    PoolCaller own(service, R"(,"UserPoolTier":")" + std::string(tier) + R"(")");
    EXPECT_EQ(own.Try(kSet, WithLogs(AuthEvents(kToBucket))),
              "FeatureUnavailableInTierException: The following feature is not available for the " + std::string(tier) +
                  " pricing tier configured: Log Streaming");
    EXPECT_EQ(own.Try(kSet, WithLogs(Notifications())), kOk) << tier;
  }
}

TEST_F(SetLogDeliveryConfiguration, NamesSourcesWithoutDestinationAndSourcesGivenTwice) {
  const std::string failed = "InvalidParameterException: Request validation Failed.";
  EXPECT_EQ(pool.Try(kSet, WithLogs(LogOf("userNotification", "ERROR"))),
            failed + " Following event sources in request have no destination: [userNotification].");
  EXPECT_EQ(pool.Try(kSet, WithLogs(JoinedMembers(LogOf("userAuthEvents", "INFO"), LogOf("userNotification", "ERROR")))),
            failed + " Following event sources in request have no destination: [userAuthEvents, userNotification].");
  EXPECT_EQ(pool.Try(kSet, WithLogs(JoinedMembers(Notifications(), Notifications()))),
            failed + " Following event sources appear more then once in a request: [userNotification].");
  EXPECT_EQ(pool.Try(kSet, WithLogs(JoinedMembers(LogOf("userNotification", "ERROR"), LogOf("userNotification", "ERROR")))),
            failed +
                " Following event sources in request have no destination: [userNotification]."
                " Following event sources appear more then once in a request: [userNotification].");
}

TEST_F(SetLogDeliveryConfiguration, HoldsEachSourceToItsLevel) {
  EXPECT_EQ(pool.Try(kSet, WithLogs(LogOf("userNotification", "INFO", kToLogGroup))),
            "InvalidParameterException: Log level for event source userNotification must be ERROR.");
  EXPECT_EQ(pool.Try(kSet, WithLogs(LogOf("userAuthEvents", "ERROR", kToLogGroup))),
            "InvalidParameterException: Log level for event source userAuthEvents must be INFO.");
}

TEST_F(SetLogDeliveryConfiguration, DeliversNotificationsToCloudWatchAlone) {
  for (const char* destination : {kToStream, kToBucket}) {
    EXPECT_EQ(pool.Try(kSet, WithLogs(Notifications(destination))),
              "InvalidParameterException: Event source userNotification can only be delivered to CloudWatch Logs.");
  }
}

TEST_F(SetLogDeliveryConfiguration, TakesOneDestinationForASource) {
  EXPECT_EQ(pool.Try(kSet, WithLogs(AuthEvents(JoinedMembers(kToStream, kToBucket)))),
            "InvalidParameterException: Event source userAuthEvents can have one destination only.");
}

std::string ToLogGroup(const std::string& arn) { return R"("CloudWatchLogsConfiguration":{"LogGroupArn":")" + arn + R"("})"; }

TEST_F(SetLogDeliveryConfiguration, RefusesADestinationInAnotherRegion) {
  const std::string failed = " failed with the following validation errors: ARN does not belong to current region. ]";
  const std::string group = "arn:aws:logs:eu-west-1:123456789012:log-group:g";
  EXPECT_EQ(pool.Try(kSet, WithLogs(Notifications(ToLogGroup(group)))),
            "InvalidParameterException: Request validation Failed. [CloudWatch log group arn " + group + failed);
  const std::string stream = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/s";
  EXPECT_EQ(pool.Try(kSet, WithLogs(AuthEvents(R"("FirehoseConfiguration":{"StreamArn":")" + stream + R"("})"))),
            "InvalidParameterException: Request validation Failed. [Firehose stream arn " + stream + failed);
}

TEST_F(SetLogDeliveryConfiguration, NamesAllDestinationsOfOtherAccountsWhereTheCallersIsKnown) {
  PoolCaller own(service, R"(,"UserPoolTier":"PLUS")", {.access_key = "123456789012"});
  const std::string here = "arn:aws:logs:us-east-1:210987654321:log-group:a";
  const std::string there = "arn:aws:logs:eu-west-1:210987654321:log-group:b";
  const std::string foreign = " failed with the following validation errors: ARN does not belong to invoking account. ";
  EXPECT_EQ(own.Try(kSet, WithLogs(JoinedMembers(Notifications(ToLogGroup(here)), AuthEvents(ToLogGroup(there))))),
            "InvalidParameterException: Request validation Failed. [CloudWatch log group arn " + here + foreign +
                ", CloudWatch log group arn " + there + foreign + "ARN does not belong to current region. ]");
  EXPECT_EQ(own.Try(kSet, WithLogs(JoinedMembers(Notifications(ToLogGroup(here)), Notifications()))),
            "InvalidParameterException: Request validation Failed. Following event sources appear more then once in a request: "
            "[userNotification]. [CloudWatch log group arn " +
                here + foreign + "]");
  EXPECT_EQ(own.Try(kSet, WithLogs(Notifications())), kOk);
  EXPECT_EQ(pool.Try(kSet, WithLogs(Notifications(ToLogGroup(here)))), kOk);
}

TEST_F(SetLogDeliveryConfiguration, LooksAtTheTierBeforeTheDestinations) {
  PoolCaller own(service);
  EXPECT_EQ(own.Try(kSet, WithLogs(AuthEvents(ToLogGroup("arn:aws:logs:eu-west-1:123456789012:log-group:g")))),
            "FeatureUnavailableInTierException: The following feature is not available for the ESSENTIALS pricing tier configured: "
            "Log Streaming");
}

TEST_F(SetLogDeliveryConfiguration, RefusesADestinationOfAnotherServiceOrNone) {
  const std::string message = "InvalidParameterException: The destination must be the ARN of a resource of ";
  EXPECT_EQ(
      pool.Try(kSet,
               WithLogs(Notifications(R"("CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws:iam:us-east-1:123456789012:role/r"})"))),
      message + "logs.");
  EXPECT_EQ(pool.Try(kSet, WithLogs(Notifications(R"("CloudWatchLogsConfiguration":{})"))), message + "logs.");
  EXPECT_EQ(pool.Try(kSet, WithLogs(AuthEvents(R"("FirehoseConfiguration":{})"))), message + "firehose.");
  EXPECT_EQ(pool.Try(kSet, WithLogs(AuthEvents(R"("S3Configuration":{"BucketArn":"arn:aws:sns:::topic"})"))), message + "s3.");
}

TEST_F(SetLogDeliveryConfiguration, ReplacesAllThatWasThere) {
  pool.Call(kSet, WithLogs(JoinedMembers(Notifications(), AuthEvents(kToBucket))));
  ASSERT_EQ(pool.Try(kSet, WithLogs(AuthEvents(kToStream))), kOk);
  const auto got = pool.Call("GetLogDeliveryConfiguration");
  ASSERT_EQ(got.At("LogDeliveryConfiguration.LogConfigurations").Size(), 1U);
  EXPECT_EQ(got.TextAt("LogDeliveryConfiguration.LogConfigurations.0.EventSource"), "userAuthEvents");
  ASSERT_EQ(pool.Try(kSet, WithLogs("")), kOk);
  EXPECT_EQ(pool.Call("GetLogDeliveryConfiguration").At("LogDeliveryConfiguration.LogConfigurations").Size(), 0U);
}

TEST_F(SetLogDeliveryConfiguration, ChangesNothingWhenItRefuses) {
  PoolCaller own(service);
  const std::string kept = own.Call(kSet, WithLogs(Notifications())).body;
  ASSERT_NE(own.Try(kSet, WithLogs(AuthEvents(kToBucket))), kOk);
  EXPECT_EQ(own.Call("GetLogDeliveryConfiguration").body, kept);
}

}  // namespace
}  // namespace rockpool::support
