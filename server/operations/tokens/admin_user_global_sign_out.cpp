#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"

namespace rockpool::operations {

api::AdminUserGlobalSignOutResponse AdminUserGlobalSignOut(const Context& context, const api::AdminUserGlobalSignOutRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    const std::int64_t user = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username).user.number();
    transaction.refresh_families().RevokeAllOfUser(user);
    transaction.sign_in_sessions().DeleteOfUser(user);
  });
  return {};
}

}  // namespace rockpool::operations
