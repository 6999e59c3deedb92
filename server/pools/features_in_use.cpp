#include "server/pools/features_in_use.h"

#include <algorithm>

#include "server/pools/records.h"

namespace rockpool::pools {

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
