#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/tokens/access_token.h"
#include "server/tokens/user_sessions.h"
#include "storage/store.h"

namespace rockpool::operations {

api::RevokeUserSessionResponse RevokeUserSession(const Context& context, const api::RevokeUserSessionRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  const util::EpochMillis now = world.clock.Now();
  world.store.Write([&](storage::Transaction& transaction) {
    const tokens::TokenHolder holder = tokens::RequireHolder(transaction, world.caches, token);
    tokens::RequireTracking(*holder.client->pool);
    tokens::EndSession(transaction, holder.user.number(), request.SessionId, request.RevokeAssociatedSessions, now, holder.family);
  });
  return {};
}

}  // namespace rockpool::operations
