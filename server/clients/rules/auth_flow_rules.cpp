#include <algorithm>

#include "server/api/errors.h"
#include "server/clients/rules/client_rules.h"
#include "server/pools/tier.h"
#include "server/util/lists.h"

namespace rockpool::clients {
namespace {

using Flow = api::ExplicitAuthFlowsType;

bool IsLegacy(Flow flow) {
  return flow == Flow::ADMIN_NO_SRP_AUTH || flow == Flow::CUSTOM_AUTH_FLOW_ONLY || flow == Flow::USER_PASSWORD_AUTH;
}

}  // namespace

void CheckAuthFlows(const api::UserPoolClientType& client) {
  const auto flows = util::MembersOf(client.ExplicitAuthFlows);
  const auto legacy = std::ranges::count_if(flows, IsLegacy);
  if (legacy != 0 && legacy != std::ranges::ssize(flows)) {
    throw api::InvalidParameterException("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.");
  }
  if (RotatesTokens(client) && util::Contains(client.ExplicitAuthFlows, Flow::ALLOW_REFRESH_TOKEN_AUTH)) {
    throw api::InvalidParameterException(
        "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.");
  }
}

bool TakesChoiceBasedSignIn(const api::UserPoolClientType& client) {
  return util::Contains(client.ExplicitAuthFlows, Flow::ALLOW_USER_AUTH);
}

bool RotatesTokens(const api::UserPoolClientType& client) {
  return client.RefreshTokenRotation && client.RefreshTokenRotation->Feature == api::FeatureType::ENABLED;
}

bool UsesTierFeatures(const api::UserPoolClientType& client) { return TakesChoiceBasedSignIn(client) || RotatesTokens(client); }

void CheckClientTier(const api::UserPoolClientType& client, const api::UserPoolType& pool) {
  // Assumed: what the features are called; that they need the tier is documented.
  if (TakesChoiceBasedSignIn(client)) {
    pools::RequireTier(pool, api::UserPoolTierType::ESSENTIALS, pools::kChoiceBasedSignIn);
  }
  if (RotatesTokens(client)) {
    pools::RequireTier(pool, api::UserPoolTierType::ESSENTIALS, pools::kTokenRotation);
  }
}

}  // namespace rockpool::clients
