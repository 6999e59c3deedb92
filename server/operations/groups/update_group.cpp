#include "server/operations/arn.h"
#include "server/operations/groups/groups.h"
#include "server/operations/pool_resources.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

// Assumed: what the request leaves out stays. AWS says of the updates that set back what is left out that they do, of this one that it
// "updates any of the properties". Terraform sends what has changed alone, and its users miss nothing.
api::UpdateGroupResponse UpdateGroup(const Context& context, const api::UpdateGroupRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const auto updated = context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    auto record = FindGroup(transaction, request.UserPoolId, request.GroupName);
    if (request.RoleArn) {
      RequireOwnRole(context, *request.RoleArn);
    }
    auto group = ContentOf<api::GroupType>(record);
    Replace(group.Description, request.Description);
    Replace(group.RoleArn, request.RoleArn);
    Replace(group.Precedence, request.Precedence);
    Change(now, record, group);
    transaction.resources(storage::ResourceKind::kGroup).Update(record);
    return record;
  });
  return {ShownGroup(updated)};
}

}  // namespace rockpool::operations
