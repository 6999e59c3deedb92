#include "server/operations/groups/groups.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetGroupResponse GetGroup(const Context& context, const api::GetGroupRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return FindGroup(transaction, request.UserPoolId, request.GroupName);
  });
  return {ShownGroup(record)};
}

}  // namespace rockpool::operations
