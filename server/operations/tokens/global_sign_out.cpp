#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GlobalSignOutResponse GlobalSignOut(const Context& context, const api::GlobalSignOutRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  world.store.Write([&](storage::Transaction& transaction) {
    const std::int64_t user = tokens::RequireHolder(transaction, world.caches, token).user.number();
    transaction.refresh_families().RevokeAllOfUser(user);
    transaction.sign_in_sessions().DeleteOfUser(user);
  });
  return {};
}

}  // namespace rockpool::operations
