#include <algorithm>
#include <string>
#include <vector>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/operations/user_pools/create_rules.h"
#include "server/util/strings.h"

namespace rockpool::operations {
namespace {

bool HasPasswordlessSignIn(const api::CreateUserPoolRequest& request) {
  if (!request.Policies || !request.Policies->SignInPolicy || !request.Policies->SignInPolicy->AllowedFirstAuthFactors) {
    return false;
  }
  return std::ranges::any_of(*request.Policies->SignInPolicy->AllowedFirstAuthFactors,
                             [](api::AuthFactorType factor) { return factor != api::AuthFactorType::PASSWORD; });
}

std::vector<std::string> FeaturesAboveTier(const api::CreateUserPoolRequest& request, api::UserPoolTierType tier) {
  std::vector<std::string> features;
  if (tier == api::UserPoolTierType::LITE) {
    if (HasPasswordlessSignIn(request)) {
      features.emplace_back("Passwordless Sign-In");
    }
    const auto* trigger =
        request.LambdaConfig && request.LambdaConfig->PreTokenGenerationConfig ? &*request.LambdaConfig->PreTokenGenerationConfig : nullptr;
    if (trigger != nullptr && trigger->LambdaVersion != api::PreTokenGenerationLambdaVersionType::V1_0) {
      features.push_back("Token Customization with Pre-Token Generation Lambda " + std::string(api::ToText(trigger->LambdaVersion)));
    }
  }
  // Recorded for ESSENTIALS (terraform-provider-aws#40734). Assumed: that LITE says the same.
  if (tier != api::UserPoolTierType::PLUS && request.UserPoolAddOns &&
      request.UserPoolAddOns->AdvancedSecurityMode != api::AdvancedSecurityModeType::OFF) {
    features.emplace_back("Threat Protection");
  }
  return features;
}

}  // namespace

void CheckTierRules(const api::CreateUserPoolRequest& request) {
  const auto tier = request.UserPoolTier.value_or(api::UserPoolTierType::ESSENTIALS);
  const std::vector<std::string> features = FeaturesAboveTier(request, tier);
  if (!features.empty()) {
    // Assumed: how several are listed.
    throw api::FeatureUnavailableInTierException("The following features need to be disabled for the " + std::string(api::ToText(tier)) +
                                                 " pricing tier configured: " + util::Join(features, ", "));
  }
}

}  // namespace rockpool::operations
