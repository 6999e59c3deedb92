#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_up/attribute_changes.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

api::UpdateUserAttributesResponse UpdateUserAttributes(const Context& context, const api::UpdateUserAttributesRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  const sign_up::AttributeCodes codes(world.random);
  const util::EpochMillis now = world.clock.Now();
  const sign_up::SentMessages sent = world.store.Write([&](storage::Transaction& transaction) {
    tokens::TokenHolder holder = tokens::RequireHolder(transaction, world.caches, token);
    accounts::CheckWritable(*holder.client, request.UserAttributes);
    return sign_up::ChangeAttributes(transaction, *holder.client->pool, accounts::AttributeWrite::kUpdate, holder.client->id,
                                     request.UserAttributes, codes, now, holder.user);
  });
  sent.Announce();
  return {sent.details};
}

}  // namespace rockpool::operations
