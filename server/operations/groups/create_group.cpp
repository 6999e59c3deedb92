#include "server/api/errors.h"
#include "server/operations/arn.h"
#include "server/operations/groups/groups.h"
#include "server/operations/pool_resources.h"
#include "server/operations/quota.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

api::GroupType GroupOf(const api::CreateGroupRequest& request) {
  api::GroupType group;
  group.GroupName = request.GroupName;
  group.UserPoolId = request.UserPoolId;
  group.Description = request.Description;
  group.RoleArn = request.RoleArn;
  group.Precedence = request.Precedence;
  return group;
}

}  // namespace

api::CreateGroupResponse CreateGroup(const Context& context, const api::CreateGroupRequest& request) {
  const auto record = NewResource(context.world.clock.Now(), request.UserPoolId, request.GroupName, GroupOf(request));
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    if (request.RoleArn) {
      RequireOwnRole(context, *request.RoleArn);
    }
    auto& groups = transaction.resources(storage::ResourceKind::kGroup);
    if (groups.Find(request.UserPoolId, request.GroupName)) {
      throw api::GroupExistsException("A group with the name already exists.");
    }
    RequireRoom(groups.Count(request.UserPoolId), context.world.settings.quotas.groups, "groups", request.UserPoolId);
    groups.Insert(record);
  });
  return {ShownGroup(record)};
}

}  // namespace rockpool::operations
