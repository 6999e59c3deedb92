#include "server/operations/arn.h"
#include "server/operations/groups/groups.h"

namespace rockpool::operations {

// Assumed: what the request leaves out stays. AWS says of the updates that set back what is left out that they do, of this one that it
// "updates any of the properties". Terraform sends what has changed alone, and its users miss nothing.
api::UpdateGroupResponse UpdateGroup(const Context& context, const api::UpdateGroupRequest& request) {
  const auto edit = [&](const storage::Transaction&, const storage::PoolResource&, api::GroupType& group) {
    if (request.RoleArn) {
      RequireOwnRole(context, *request.RoleArn);
    }
    Replace(group.Description, request.Description);
    Replace(group.RoleArn, request.RoleArn);
    Replace(group.Precedence, request.Precedence);
  };
  return {ShownGroup(UpdateResource<api::GroupType>(context, kGroups, request.UserPoolId, request.GroupName, edit))};
}

}  // namespace rockpool::operations
