#include <vector>

#include "server/accounts/attributes.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_up/verification.h"
#include "server/tokens/access_token.h"
#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DeleteUserAttributesResponse DeleteUserAttributes(const Context& context, const api::DeleteUserAttributesRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  const util::EpochMillis now = world.clock.Now();
  std::vector<api::AttributeType> emptied;
  for (const std::string& name : request.UserAttributeNames) {
    emptied.push_back({name, ""});
  }
  world.store.Write([&](storage::Transaction& transaction) {
    tokens::TokenHolder holder = tokens::RequireHolder(transaction, world.caches, token);
    const pools::PoolInUse& pool = *holder.client->pool;
    accounts::CheckWritable(*holder.client, emptied);
    accounts::CheckDeletable(pool, request.UserAttributeNames);
    sign_up::RemoveAttributes(transaction, holder.user, request.UserAttributeNames);
    accounts::Save(transaction, pool, now, holder.user);
  });
  return {};
}

}  // namespace rockpool::operations
