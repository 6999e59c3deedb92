#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_in/issue_tokens.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GlobalSignOutResponse GlobalSignOut(const Context& context, const api::GlobalSignOutRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  world.store.Write([&](storage::Transaction& transaction) {
    sign_in::SignOutEverywhere(transaction, tokens::RequireHolder(transaction, world.caches, token).user);
  });
  return {};
}

}  // namespace rockpool::operations
