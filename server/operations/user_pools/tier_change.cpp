#include "server/operations/user_pools/tier_change.h"

#include <algorithm>
#include <string>
#include <vector>

#include "server/operations/app_clients/client_rules.h"
#include "server/operations/pool_resources.h"
#include "server/operations/user_pools/tier.h"

namespace rockpool::operations {
namespace {

using storage::ResourceKind;

template <class Content>
bool Has(const storage::Transaction& transaction, ResourceKind kind, const std::string& user_pool_id, auto predicate) {
  return std::ranges::any_of(ListAll(transaction.resources(kind), user_pool_id),
                             [&](const storage::PoolResource& record) { return predicate(ContentOf<Content>(record)); });
}

bool ExportsUserActivity(const api::LogDeliveryConfigurationType& delivery) {
  return std::ranges::any_of(delivery.LogConfigurations,
                             [](const api::LogConfigurationType& log) { return log.EventSource == api::EventSourceName::userAuthEvents; });
}

// Assumed: that these count, as the calls that set them up need the tier; the documentation names log export alone.
std::vector<std::string> FeaturesAboveLite(const storage::Transaction& transaction, const std::string& user_pool_id) {
  std::vector<std::string> features;
  const auto add_if = [&features](bool has, std::string_view feature) {
    if (has) {
      features.emplace_back(feature);
    }
  };
  add_if(Has<api::DomainDescriptionType>(transaction, ResourceKind::kDomain, user_pool_id,
                                         [](const auto& domain) { return domain.ManagedLoginVersion == 2; }),
         kManagedLogin);
  add_if(Has<api::UserPoolClientType>(transaction, ResourceKind::kAppClient, user_pool_id, TakesChoiceBasedSignIn), kChoiceBasedSignIn);
  add_if(Has<api::UserPoolClientType>(transaction, ResourceKind::kAppClient, user_pool_id, RotatesTokens), kTokenRotation);
  add_if(Has<api::SetUserPoolSessionConfigurationResponse>(
             transaction, ResourceKind::kSessionConfiguration, user_pool_id,
             [](const auto& sessions) { return sessions.UserSessionTracking == api::UserSessionTrackingType::ENABLED; }),
         kSessionTracking);
  add_if(Has<api::UserPoolReplicaType>(transaction, ResourceKind::kReplica, user_pool_id,
                                       [](const auto& replica) { return replica.Status != api::ReplicaStatusType::DELETING; }),
         kReplication);
  return features;
}

}  // namespace

void CheckTierChange(const storage::Transaction& transaction, const std::string& user_pool_id, api::UserPoolTierType from,
                     api::UserPoolTierType to) {
  if (to >= from) {
    return;
  }
  std::vector<std::string> features;
  if (to == api::UserPoolTierType::LITE) {
    features = FeaturesAboveLite(transaction, user_pool_id);
  }
  if (Has<api::LogDeliveryConfigurationType>(transaction, ResourceKind::kLogDelivery, user_pool_id, ExportsUserActivity)) {
    features.emplace_back(kLogStreaming);
  }
  RefuseFeatures(features, to);
}

}  // namespace rockpool::operations
