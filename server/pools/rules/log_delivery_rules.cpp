#include "server/pools/rules/log_delivery_rules.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/pools/identifiers.h"
#include "server/pools/tier.h"
#include "server/util/strings.h"

namespace rockpool::pools {

using api::EventSourceName;
using api::LogConfigurationType;

namespace {

int CountDestinations(const LogConfigurationType& configuration) {
  return static_cast<int>(configuration.CloudWatchLogsConfiguration.has_value()) +
         static_cast<int>(configuration.FirehoseConfiguration.has_value()) + static_cast<int>(configuration.S3Configuration.has_value());
}

void AddOnce(std::vector<std::string_view>& names, std::string_view name) {
  if (std::ranges::find(names, name) == names.end()) {
    names.push_back(name);
  }
}

// Recorded (floci-io/floci, pull request 2867), the spelling included: both complaints in one text, each source named once.
std::string ComplaintsOfSources(std::span<const LogConfigurationType> configurations) {
  std::vector<std::string_view> without_destination;
  std::vector<std::string_view> seen;
  std::vector<std::string_view> repeated;
  for (const LogConfigurationType& configuration : configurations) {
    const std::string_view source = api::ToText(configuration.EventSource);
    if (CountDestinations(configuration) == 0) {
      AddOnce(without_destination, source);
    }
    AddOnce(std::ranges::find(seen, source) == seen.end() ? seen : repeated, source);
  }
  std::string complaints;
  if (!without_destination.empty()) {
    complaints += " Following event sources in request have no destination: [" + util::Join(without_destination, ", ") + "].";
  }
  if (!repeated.empty()) {
    complaints += " Following event sources appear more then once in a request: [" + util::Join(repeated, ", ") + "].";
  }
  return complaints;
}

// Assumed: the rules are documented (LogConfigurationType), their texts are not.
void CheckLevelAndDestination(const LogConfigurationType& configuration) {
  const bool is_notification = configuration.EventSource == EventSourceName::userNotification;
  const std::string source(api::ToText(configuration.EventSource));
  const auto level = is_notification ? api::LogLevel::ERROR : api::LogLevel::INFO;
  if (configuration.LogLevel != level) {
    throw api::InvalidParameterException("Log level for event source " + source + " must be " + std::string(api::ToText(level)) + ".");
  }
  if (CountDestinations(configuration) > 1) {
    throw api::InvalidParameterException("Event source " + source + " can have one destination only.");
  }
  if (is_notification && !configuration.CloudWatchLogsConfiguration) {
    throw api::InvalidParameterException("Event source " + source + " can only be delivered to CloudWatch Logs.");
  }
}

void CheckArn(const std::optional<std::string>& arn, std::string_view service) {
  // Assumed: a structure without the ARN, and an ARN of another service.
  if (!arn || ServiceOfArn(*arn) != service) {
    throw api::InvalidParameterException("The destination must be the ARN of a resource of " + std::string(service) + ".");
  }
}

// What is wrong with the ARN of the destination; empty if nothing. Recorded (badmintoncryer/cdk-preflight, 2026-09) of log groups, the
// blank at the end included. Assumed: that a stream is held to the same rule.
std::string ComplaintOfArn(const world::Caller& caller, std::string_view destination, const std::string& arn) {
  std::string errors;
  errors.append(IsOfAnotherAccount(caller, arn) ? "ARN does not belong to invoking account. " : "");
  errors.append(RegionOfArn(arn) != caller.region ? "ARN does not belong to current region. " : "");
  return errors.empty()
             ? errors
             : std::string(destination).append(" arn ").append(arn).append(" failed with the following validation errors: ").append(errors);
}

std::string ComplaintOfDestination(const world::Caller& caller, const LogConfigurationType& configuration) {
  if (configuration.CloudWatchLogsConfiguration) {
    CheckArn(configuration.CloudWatchLogsConfiguration->LogGroupArn, "logs");
    return ComplaintOfArn(caller, "CloudWatch log group", *configuration.CloudWatchLogsConfiguration->LogGroupArn);
  }
  if (configuration.FirehoseConfiguration) {
    CheckArn(configuration.FirehoseConfiguration->StreamArn, "firehose");
    return ComplaintOfArn(caller, "Firehose stream", *configuration.FirehoseConfiguration->StreamArn);
  }
  if (configuration.S3Configuration) {
    CheckArn(configuration.S3Configuration->BucketArn, "s3");
  }
  return "";
}

// Recorded (the same): after those of the sources, in one text. Assumed: in the order of the request.
std::string ComplaintsOfDestinations(const world::Caller& caller, std::span<const LogConfigurationType> configurations) {
  std::vector<std::string> complaints;
  for (const LogConfigurationType& configuration : configurations) {
    complaints.push_back(ComplaintOfDestination(caller, configuration));
  }
  std::erase(complaints, "");
  return complaints.empty() ? "" : " [" + util::Join(complaints, ", ") + "]";
}

}  // namespace

void CheckLogConfigurations(const world::Caller& caller, std::span<const LogConfigurationType> configurations) {
  const std::string of_sources = ComplaintsOfSources(configurations);
  if (of_sources.empty()) {
    std::ranges::for_each(configurations, CheckLevelAndDestination);
  }
  const std::string of_destinations = ComplaintsOfDestinations(caller, configurations);
  if (!of_sources.empty() || !of_destinations.empty()) {
    throw api::InvalidParameterException("Request validation Failed." + of_sources + of_destinations);
  }
}

void CheckLogTier(std::span<const LogConfigurationType> configurations, const api::UserPoolType& pool) {
  if (std::ranges::find(configurations, EventSourceName::userAuthEvents, &LogConfigurationType::EventSource) != configurations.end()) {
    RequireTier(pool, api::UserPoolTierType::PLUS, kLogStreaming);
  }
}

}  // namespace rockpool::pools
