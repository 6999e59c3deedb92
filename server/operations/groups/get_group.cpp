#include "server/operations/groups/groups.h"

namespace rockpool::operations {

api::GetGroupResponse GetGroup(const Context& context, const api::GetGroupRequest& request) {
  return {ShownGroup(ReadResource(context, kGroups, request.UserPoolId, request.GroupName))};
}

}  // namespace rockpool::operations
