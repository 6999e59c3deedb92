#include "server/pools/tier.h"

#include <algorithm>
#include <string>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/pools/records.h"
#include "server/util/strings.h"

namespace rockpool::pools {
namespace {

[[noreturn]] void Throw(std::string_view begin, api::UserPoolTierType tier, std::string_view features) {
  throw api::FeatureUnavailableInTierException(
      std::string(begin).append(api::ToText(tier)).append(" pricing tier configured: ").append(features));
}

}  // namespace

api::UserPoolTierType TierOf(const std::optional<api::UserPoolTierType>& stated) {
  return stated.value_or(api::UserPoolTierType::ESSENTIALS);
}

bool HasThreatProtection(const std::optional<api::UserPoolAddOnsType>& add_ons) {
  return add_ons && add_ons->AdvancedSecurityMode != api::AdvancedSecurityModeType::OFF;
}

void RequireTier(const api::UserPoolType& pool, api::UserPoolTierType least, std::string_view feature) {
  const auto tier = TierOf(pool.UserPoolTier);
  static_assert(api::UserPoolTierType::LITE < api::UserPoolTierType::ESSENTIALS &&
                api::UserPoolTierType::ESSENTIALS < api::UserPoolTierType::PLUS);
  if (tier < least) {
    Throw("The following feature is not available for the ", tier, feature);
  }
}

void RefuseFeatures(const std::vector<std::string>& features, api::UserPoolTierType tier) {
  if (!features.empty()) {
    // Assumed: how several are listed.
    Throw("The following features need to be disabled for the ", tier, util::Join(features, ", "));
  }
}

void RefuseTier(api::UserPoolTierType tier, const std::vector<Feature>& in_use) {
  std::vector<std::string> missing;
  for (const Feature& feature : in_use) {
    if (tier < feature.least) {
      missing.emplace_back(feature.name);
    }
  }
  RefuseFeatures(missing, tier);
}

using storage::ResourceKind;

namespace {

bool Stays(const api::UserPoolReplicaType& replica) { return replica.Status != api::ReplicaStatusType::DELETING; }

bool ExportsUserActivity(const api::LogDeliveryConfigurationType& delivery) {
  return std::ranges::any_of(delivery.LogConfigurations,
                             [](const api::LogConfigurationType& log) { return log.EventSource == api::EventSourceName::userAuthEvents; });
}

}  // namespace

std::vector<Feature> FeaturesInUse(const storage::Transaction& transaction, const std::string& user_pool_id) {
  std::vector<Feature> features;
  if (HasAny<api::UserPoolReplicaType>(transaction, ResourceKind::kReplica, user_pool_id, Stays)) {
    features.push_back({kReplication, api::UserPoolTierType::ESSENTIALS});
  }
  if (HasAny<api::LogDeliveryConfigurationType>(transaction, ResourceKind::kLogDelivery, user_pool_id, ExportsUserActivity)) {
    features.push_back({kLogStreaming, api::UserPoolTierType::PLUS});
  }
  return features;
}

}  // namespace rockpool::pools
