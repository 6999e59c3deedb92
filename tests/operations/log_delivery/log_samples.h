// Log configurations as requests write them.
#pragma once

#include <string>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

// A pool of the tier that may deliver everything.
class PlusPool : public PoolCaller {
 public:
  explicit PlusPool(TestService& service) : PoolCaller(service, R"(,"UserPoolTier":"PLUS")") {}
};

inline constexpr const char* kToLogGroup =
    R"("CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws:logs:us-east-1:123456789012:log-group:cognito"})";
inline constexpr const char* kToStream =
    R"("FirehoseConfiguration":{"StreamArn":"arn:aws:firehose:us-east-1:123456789012:deliverystream/cognito"})";
inline constexpr const char* kToBucket = R"("S3Configuration":{"BucketArn":"arn:aws:s3:::cognito-logs"})";

// `destination` is a member or several.
inline std::string LogOf(const std::string& source, const std::string& level, const std::string& destination = "") {
  return "{" + destination + (destination.empty() ? "" : ",") + R"("EventSource":")" + source + R"(","LogLevel":")" + level + R"("})";
}

inline std::string Notifications(const std::string& destination = kToLogGroup) { return LogOf("userNotification", "ERROR", destination); }
inline std::string AuthEvents(const std::string& destination) { return LogOf("userAuthEvents", "INFO", destination); }

// The member of a request.
inline std::string WithLogs(const std::string& configurations) { return R"("LogConfigurations":[)" + configurations + "]"; }

}  // namespace rockpool::support
