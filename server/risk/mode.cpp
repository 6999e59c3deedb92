#include "server/risk/mode.h"

#include "server/pools/tier.h"

namespace rockpool::risk {

std::optional<Mode> ModeOf(const pools::PoolInUse& pool, SignInKind kind) {
  const auto& add_ons = pool.settings.UserPoolAddOns;
  if (!pools::HasThreatProtection(add_ons) || pools::TierOf(pool.settings.UserPoolTier) != api::UserPoolTierType::PLUS) {
    return std::nullopt;
  }
  if (kind == SignInKind::kStandard) {
    return add_ons->AdvancedSecurityMode == api::AdvancedSecurityModeType::ENFORCED ? Mode::kEnforced : Mode::kAudit;
  }
  const auto& flows = add_ons->AdvancedSecurityAdditionalFlows;
  if (!flows || !flows->CustomAuthMode) {
    return std::nullopt;
  }
  return *flows->CustomAuthMode == api::AdvancedSecurityEnabledModeType::ENFORCED ? Mode::kEnforced : Mode::kAudit;
}

}  // namespace rockpool::risk
