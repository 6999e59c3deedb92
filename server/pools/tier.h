// A pool's tier and what it has.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// Features as answers call them. Assumed: all names but the first two.
inline constexpr std::string_view kLogStreaming = "Log Streaming";
inline constexpr std::string_view kManagedLogin = "Managed Login Version 2";
inline constexpr std::string_view kEmailMfa = "Email MFA";
inline constexpr std::string_view kPasskeyMfa = "Passkey MFA";
inline constexpr std::string_view kReplication = "Multi-Region Replication";
inline constexpr std::string_view kSessionTracking = "Session Tracking";
inline constexpr std::string_view kTokenRotation = "Refresh Token Rotation";

// The tier of a pool, or of a request for one: ESSENTIALS where it says none.
api::UserPoolTierType TierOf(const std::optional<api::UserPoolTierType>& stated);

// Whether threat protection is on, in any mode.
bool HasThreatProtection(const std::optional<api::UserPoolAddOnsType>& add_ons);

// Throws api::FeatureUnavailableInTierException if the pool's tier is below `least`. `feature` is called so in the text.
void RequireTier(const api::UserPoolType& pool, api::UserPoolTierType least, std::string_view feature);

// Something of a pool that is in use, and the lowest tier that has it.
struct Feature {
  std::string_view name;
  api::UserPoolTierType least = api::UserPoolTierType::LITE;
};

// Throws the same for a pool that is to have that tier, if there are any features in it that the tier has not.
void RefuseFeatures(const std::vector<std::string>& features, api::UserPoolTierType tier);

// Throws the same for a pool that is to have that tier, if it uses what the tier has not. Each storey tells what is used of its own.
void RefuseTier(api::UserPoolTierType tier, const std::vector<Feature>& in_use);

// What of a user pool keeps it from a lower tier.

// Replicas, and logs of users' activity. Assumed: that replicas count; the documentation names log export alone.
std::vector<Feature> FeaturesInUse(const storage::Transaction& transaction, const std::string& user_pool_id);

}  // namespace rockpool::pools
