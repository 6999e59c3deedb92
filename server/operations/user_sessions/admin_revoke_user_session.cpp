#include "server/accounts/names.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/pool_in_use.h"
#include "server/tokens/user_sessions.h"
#include "storage/store.h"

namespace rockpool::operations {

api::AdminRevokeUserSessionResponse AdminRevokeUserSession(const Context& context, const api::AdminRevokeUserSessionRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    const auto pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
    tokens::RequireTracking(*pool);
    const accounts::User user = accounts::RequireUser(transaction, *pool, request.Username);
    tokens::EndSession(transaction, user.number(), request.SessionId, request.RevokeAssociatedSessions, now);
  });
  return {};
}

}  // namespace rockpool::operations
