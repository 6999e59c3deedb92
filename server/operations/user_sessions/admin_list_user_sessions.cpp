#include <utility>

#include "server/accounts/names.h"
#include "server/api/handlers.h"
#include "server/operations/user_sessions/session_page.h"
#include "server/pools/pool_in_use.h"
#include "server/tokens/user_sessions.h"
#include "storage/store.h"

namespace rockpool::operations {

api::AdminListUserSessionsResponse AdminListUserSessions(const Context& context, const api::AdminListUserSessionsRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const auto pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
    tokens::RequireTracking(*pool);
    const accounts::User user = accounts::RequireUser(transaction, *pool, request.Username);
    auto page = ReadSessions(transaction, context, {pool->id, user.username(), user.number()}, request.NextToken);
    return api::AdminListUserSessionsResponse{std::move(page.entries), std::move(page.next_token)};
  });
}

}  // namespace rockpool::operations
