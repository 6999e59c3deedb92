#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/pools/groups.h"
#include "server/pools/identifiers.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
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
  const auto record = pools::NewResource(context.world.clock.Now(), request.UserPoolId, request.GroupName, GroupOf(request));
  context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    if (request.RoleArn) {
      pools::RequireOwnRole(context.caller, *request.RoleArn);
    }
    auto& groups = transaction.resources(storage::ResourceKind::kGroup);
    if (groups.Find(request.UserPoolId, request.GroupName)) {
      throw api::GroupExistsException("A group with the name already exists.");
    }
    pools::RequireRoom(groups.Count(request.UserPoolId), QuotasOf(context).groups, "groups", request.UserPoolId);
    groups.Insert(record);
  });
  return {pools::ShownGroup(record)};
}

Existence CreateGroupExists(const storage::Transaction& transaction, const Context& context, const api::CreateGroupRequest& request) {
  return InOwnPool(transaction, context, request.UserPoolId,
                   transaction.resources(storage::ResourceKind::kGroup).Find(request.UserPoolId, request.GroupName).has_value());
}

}  // namespace rockpool::operations
