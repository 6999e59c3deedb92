#include "server/operations/groups/groups.h"

namespace rockpool::operations {

void DeleteGroup(const Context& context, const api::DeleteGroupRequest& request) {
  DeleteResource(context, kGroups, request.UserPoolId, request.GroupName);
}

}  // namespace rockpool::operations
