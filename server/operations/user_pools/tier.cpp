#include "server/operations/user_pools/tier.h"

#include <string>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/util/strings.h"

namespace rockpool::operations {

void RequireTier(const api::UserPoolType& pool, api::UserPoolTierType least, std::string_view feature) {
  const auto tier = pool.UserPoolTier.value_or(api::UserPoolTierType::ESSENTIALS);
  static_assert(api::UserPoolTierType::LITE < api::UserPoolTierType::ESSENTIALS &&
                api::UserPoolTierType::ESSENTIALS < api::UserPoolTierType::PLUS);
  if (tier < least) {
    throw api::FeatureUnavailableInTierException("The following feature is not available for the " + std::string(api::ToText(tier)) +
                                                 " pricing tier configured: " + std::string(feature));
  }
}

void RefuseFeatures(const std::vector<std::string>& features, api::UserPoolTierType tier) {
  if (!features.empty()) {
    // Assumed: how several are listed.
    throw api::FeatureUnavailableInTierException("The following features need to be disabled for the " + std::string(api::ToText(tier)) +
                                                 " pricing tier configured: " + util::Join(features, ", "));
  }
}

}  // namespace rockpool::operations
