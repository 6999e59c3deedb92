#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"

namespace rockpool::operations {

void AdminDeleteUser(const Context& context, const api::AdminDeleteUserRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    const PoolAndUser found = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username);
    accounts::Delete(transaction, found.user);
  });
}

}  // namespace rockpool::operations
