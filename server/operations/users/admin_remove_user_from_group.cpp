#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/pools/groups.h"

namespace rockpool::operations {

void AdminRemoveUserFromGroup(const Context& context, const api::AdminRemoveUserFromGroupRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    const PoolAndUser found = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username);
    pools::FindResource(transaction, pools::kGroups, request.UserPoolId, request.GroupName);
    transaction.group_members().Remove(request.UserPoolId, request.GroupName, found.user.number());
  });
}

}  // namespace rockpool::operations
