#include <utility>

#include "server/api/handlers.h"
#include "server/operations/user_sessions/session_page.h"
#include "server/tokens/access_token.h"
#include "server/tokens/user_sessions.h"
#include "storage/store.h"

namespace rockpool::operations {

api::ListUserSessionsResponse ListUserSessions(const Context& context, const api::ListUserSessionsRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  return world.store.Read([&](const storage::Transaction& transaction) {
    const tokens::TokenHolder holder = tokens::RequireHolder(transaction, world.caches, token);
    tokens::RequireTracking(*holder.client->pool);
    auto page = ReadSessions(transaction, context, {token.user_pool_id, holder.user.username(), holder.user.number(), holder.family},
                             request.NextToken);
    return api::ListUserSessionsResponse{std::move(page.entries), std::move(page.next_token)};
  });
}

}  // namespace rockpool::operations
