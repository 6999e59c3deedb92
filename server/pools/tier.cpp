#include "server/pools/tier.h"

#include <string>

#include "server/api/codecs.h"
#include "server/api/errors.h"
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

}  // namespace rockpool::pools
