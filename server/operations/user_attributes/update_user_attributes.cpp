#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_up/attribute_changes.h"
#include "server/sign_up/commit_asking.h"
#include "server/tokens/access_token.h"
#include "server/world/look_call_commit.h"

namespace rockpool::operations {

api::UpdateUserAttributesResponse UpdateUserAttributes(const Context& context, const api::UpdateUserAttributesRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  const sign_up::AttributeCodes codes(world.random);
  const util::EpochMillis now = world.clock.Now();
  sign_up::Asker asker(world, context.caller, token.client_id, request.ClientMetadata);
  world::LookCallCommit rounds(world.store);
  tokens::TokenHolder holder;
  const auto sent = sign_up::CommitAsking(rounds, [&](storage::Transaction& transaction) {
    holder = tokens::RequireHolder(transaction, world.caches, token);
    accounts::CheckWritable(*holder.client, request.UserAttributes);
    return sign_up::ChangeAttributes(transaction, *holder.client->pool, accounts::AttributeWrite::kUpdate, request.UserAttributes, codes,
                                     now, asker, holder.user);
  });
  sent.Dispatch(asker, *holder.client->pool, holder.user);
  return {sent.details};
}

}  // namespace rockpool::operations
