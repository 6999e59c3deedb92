#include <string>

#include "server/api/errors.h"
#include "server/clients/rules/client_rules.h"
#include "server/pools/arn.h"
#include "server/world/caller.h"

namespace rockpool::clients {
namespace {

// Recorded (badmintoncryer/cdk-preflight, 2026-09) of an id alone, and of an id and a role beside an ARN. Assumed: of the rest.
// Assumed, too: that the role which answers show beside an ARN may be sent back with it.
void CheckApplication(const world::Caller& caller, const api::AnalyticsConfigurationType& analytics) {
  const auto is_own = [&](const std::string& role) { return role == pools::ServiceLinkedRole(caller, *analytics.ApplicationArn); };
  const bool says_arn_alone =
      analytics.ApplicationArn && !analytics.ApplicationId && !analytics.ExternalId && (!analytics.RoleArn || is_own(*analytics.RoleArn));
  const bool says_id_and_role = !analytics.ApplicationArn && analytics.ApplicationId && analytics.RoleArn && analytics.ExternalId;
  if (!says_arn_alone && !says_id_and_role) {
    throw api::InvalidParameterException(
        "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid");
  }
}

// Recorded (the same). Assumed: that a pool's own region and us-east-1, to which pools of regions without Pinpoint send, are taken.
void CheckPinpointRegion(const std::string& application_arn, std::string_view region) {
  const std::string requested(pools::RegionOfArn(application_arn));
  if (requested != region && requested != "us-east-1") {
    throw api::InvalidParameterException("The integration with Pinpoint is not supported for the requested " + requested + " region.");
  }
}

}  // namespace

void CheckAnalytics(const world::Caller& caller, const api::AnalyticsConfigurationType& analytics) {
  CheckApplication(caller, analytics);
  if (analytics.ApplicationArn) {
    CheckPinpointRegion(*analytics.ApplicationArn, caller.region);
  }
  if (analytics.RoleArn) {
    pools::RequireOwnRole(caller, *analytics.RoleArn);
  }
}

}  // namespace rockpool::clients
