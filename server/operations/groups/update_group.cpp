#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"
#include "server/pools/groups.h"
#include "server/pools/identifiers.h"
#include "server/pools/records.h"

namespace rockpool::operations {

// Assumed: what the request leaves out stays. AWS says of the updates that set back what is left out that they do, of this one that it
// "updates any of the properties". Terraform sends what has changed alone, and its users miss nothing.
api::UpdateGroupResponse UpdateGroup(const Context& context, const api::UpdateGroupRequest& request) {
  const auto edit = [&](const storage::Transaction&, const storage::PoolResource&, api::GroupType& group) {
    if (request.RoleArn) {
      pools::RequireOwnRole(context.caller, *request.RoleArn);
    }
    pools::Replace(group.Description, request.Description);
    pools::Replace(group.RoleArn, request.RoleArn);
    pools::Replace(group.Precedence, request.Precedence);
  };
  return {pools::ShownGroup(UpdateResource<api::GroupType>(context, pools::kGroups, request.UserPoolId, request.GroupName, edit))};
}

}  // namespace rockpool::operations
