#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"

namespace rockpool::operations {

void AdminDeleteUser(const Context& context, const api::AdminDeleteUserRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    const PoolAndUser found = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username);
    transaction.users().Delete(found.user.number());
  });
}

}  // namespace rockpool::operations
