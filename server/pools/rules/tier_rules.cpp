#include <algorithm>
#include <string>
#include <vector>

#include "server/api/codecs.h"
#include "server/pools/acr_levels.h"
#include "server/pools/mfa.h"
#include "server/pools/rules/pool_rules.h"
#include "server/pools/tier.h"

namespace rockpool::pools {
namespace {

bool HasPasswordlessSignIn(const auto& request) {
  return std::ranges::any_of(FirstFactorsOf(request.Policies),
                             [](api::AuthFactorType factor) { return factor != api::AuthFactorType::PASSWORD; });
}

std::vector<std::string> FeaturesAboveLite(const auto& request, const MfaFactors& factors) {
  std::vector<std::string> features;
  if (HasPasswordlessSignIn(request)) {
    features.emplace_back("Passwordless Sign-In");
  }
  if (request.LambdaConfig && request.LambdaConfig->PreTokenGenerationConfig) {
    const auto version = request.LambdaConfig->PreTokenGenerationConfig->LambdaVersion;
    if (version != api::PreTokenGenerationLambdaVersionType::V1_0) {
      features.push_back("Token Customization with Pre-Token Generation Lambda " + std::string(api::ToText(version)));
    }
  }
  // Assumed: what the rest is called.
  if (request.Policies && request.Policies->PasswordPolicy && request.Policies->PasswordPolicy->PasswordHistorySize.value_or(0) > 0) {
    features.emplace_back("Password History");
  }
  if (request.DcrConfiguration && request.DcrConfiguration->EnableStatus != api::StatusType::Disabled) {
    features.emplace_back("Dynamic Client Registration");
  }
  if (request.AcrConfiguration && HasOwnNames(*request.AcrConfiguration)) {
    // Assumed: that AWS's own names, as answers show them, are none that must be paid for.
    features.emplace_back("Custom ACR Level Names");
  }
  if (factors.EmailMfaConfiguration) {
    features.emplace_back(kEmailMfa);
  }
  if (TakePasskeysForMfa(factors)) {
    features.emplace_back(kPasskeyMfa);
  }
  return features;
}

std::vector<std::string> FeaturesAboveTier(const auto& request, const MfaFactors& factors, api::UserPoolTierType tier) {
  std::vector<std::string> features;
  if (tier == api::UserPoolTierType::LITE) {
    features = FeaturesAboveLite(request, factors);
  }
  // Recorded for ESSENTIALS (terraform-provider-aws#40734). Assumed: that LITE says the same.
  if (tier != api::UserPoolTierType::PLUS && HasThreatProtection(request.UserPoolAddOns)) {
    features.emplace_back("Threat Protection");
  }
  return features;
}

}  // namespace

template <class Request>
void CheckTierRules(const Request& request, const MfaFactors& factors) {
  const auto tier = TierOf(request.UserPoolTier);
  RefuseFeatures(FeaturesAboveTier(request, factors, tier), tier);
}

template void CheckTierRules(const api::CreateUserPoolRequest& request, const MfaFactors& factors);
template void CheckTierRules(const api::UpdateUserPoolRequest& request, const MfaFactors& factors);

}  // namespace rockpool::pools
