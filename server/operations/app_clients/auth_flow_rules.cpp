#include <algorithm>

#include "server/api/errors.h"
#include "server/operations/app_clients/client_rules.h"
#include "server/operations/lists.h"
#include "server/operations/user_pools/tier.h"

namespace rockpool::operations {
namespace {

using Flow = api::ExplicitAuthFlowsType;

bool IsLegacy(Flow flow) {
  return flow == Flow::ADMIN_NO_SRP_AUTH || flow == Flow::CUSTOM_AUTH_FLOW_ONLY || flow == Flow::USER_PASSWORD_AUTH;
}

}  // namespace

void CheckAuthFlows(const api::UserPoolClientType& client) {
  const auto flows = MembersOf(client.ExplicitAuthFlows);
  const auto legacy = std::ranges::count_if(flows, IsLegacy);
  if (legacy != 0 && legacy != std::ranges::ssize(flows)) {
    throw api::InvalidParameterException("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.");
  }
  if (RotatesTokens(client) && Contains(client.ExplicitAuthFlows, Flow::ALLOW_REFRESH_TOKEN_AUTH)) {
    throw api::InvalidParameterException(
        "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.");
  }
}

bool TakesChoiceBasedSignIn(const api::UserPoolClientType& client) { return Contains(client.ExplicitAuthFlows, Flow::ALLOW_USER_AUTH); }

bool RotatesTokens(const api::UserPoolClientType& client) {
  return client.RefreshTokenRotation && client.RefreshTokenRotation->Feature == api::FeatureType::ENABLED;
}

bool UsesTierFeatures(const api::UserPoolClientType& client) { return TakesChoiceBasedSignIn(client) || RotatesTokens(client); }

void CheckClientTier(const api::UserPoolClientType& client, const api::UserPoolType& pool) {
  // Assumed: what the features are called; that they need the tier is documented.
  if (TakesChoiceBasedSignIn(client)) {
    RequireTier(pool, api::UserPoolTierType::ESSENTIALS, kChoiceBasedSignIn);
  }
  if (RotatesTokens(client)) {
    RequireTier(pool, api::UserPoolTierType::ESSENTIALS, kTokenRotation);
  }
}

}  // namespace rockpool::operations
