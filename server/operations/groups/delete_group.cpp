#include "server/operations/groups/groups.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

void DeleteGroup(const Context& context, const api::DeleteGroupRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    FindGroup(transaction, request.UserPoolId, request.GroupName);
    transaction.resources(storage::ResourceKind::kGroup).Delete(request.UserPoolId, request.GroupName);
  });
}

}  // namespace rockpool::operations
