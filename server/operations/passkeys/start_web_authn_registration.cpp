#include <string>

#include "server/accounts/passkeys.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/tier.h"
#include "server/tokens/access_token.h"
#include "server/web_authn/options.h"
#include "storage/store.h"

namespace rockpool::operations {

api::StartWebAuthnRegistrationResponse StartWebAuthnRegistration(const Context& context,
                                                                 const api::StartWebAuthnRegistrationRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  const std::string challenge = web_authn::DrawChallenge(world.random);
  const util::EpochMillis now = world.clock.Now();
  return world.store.Write([&](storage::Transaction& transaction) {
    const tokens::TokenHolder holder = tokens::RequireHolder(transaction, world.caches, token);
    const pools::PoolInUse& pool = *holder.client->pool;
    if (pools::TierOf(pool.settings.UserPoolTier) == api::UserPoolTierType::LITE) {
      throw api::FeatureUnavailableInTierException("This feature is not available in the current tier.");  // Assumed
    }
    accounts::RequirePasskeys(pool);
    const accounts::RelyingParty party = accounts::RequireRelyingParty(transaction, pool);
    accounts::RequireRoomForPasskey(transaction, holder.user);
    accounts::KeepRegistration(transaction, holder.user, {.challenge = challenge, .client_id = token.client_id}, now);
    const auto passkeys = accounts::PasskeysFor(transaction, holder.user, party);
    return api::StartWebAuthnRegistrationResponse{{accounts::CreationOptionsOf(party, holder.user, passkeys, challenge)}};
  });
}

}  // namespace rockpool::operations
