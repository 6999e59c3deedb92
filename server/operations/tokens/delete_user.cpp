#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

void DeleteUser(const Context& context, const api::DeleteUserRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  world.store.Write([&](storage::Transaction& transaction) {
    accounts::Delete(transaction, tokens::RequireHolder(transaction, world.caches, token).user);
  });
}

}  // namespace rockpool::operations
