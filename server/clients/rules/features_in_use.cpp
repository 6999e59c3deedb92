#include "server/clients/rules/features_in_use.h"

#include "server/clients/rules/client_rules.h"
#include "server/pools/records.h"

namespace rockpool::clients {

using storage::ResourceKind;

std::vector<pools::Feature> FeaturesInUse(const storage::Transaction& transaction, const std::string& user_pool_id) {
  constexpr auto kLeast = api::UserPoolTierType::ESSENTIALS;
  const auto has_managed_login = [](const api::DomainDescriptionType& domain) { return domain.ManagedLoginVersion == 2; };
  std::vector<pools::Feature> features;
  if (pools::HasAny<api::DomainDescriptionType>(transaction, ResourceKind::kDomain, user_pool_id, has_managed_login)) {
    features.push_back({pools::kManagedLogin, kLeast});
  }
  if (pools::HasAny<api::UserPoolClientType>(transaction, ResourceKind::kAppClient, user_pool_id, TakesChoiceBasedSignIn)) {
    features.push_back({pools::kChoiceBasedSignIn, kLeast});
  }
  if (pools::HasAny<api::UserPoolClientType>(transaction, ResourceKind::kAppClient, user_pool_id, RotatesTokens)) {
    features.push_back({pools::kTokenRotation, kLeast});
  }
  return features;
}

}  // namespace rockpool::clients
