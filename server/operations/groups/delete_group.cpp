#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"
#include "server/pools/groups.h"

namespace rockpool::operations {

void DeleteGroup(const Context& context, const api::DeleteGroupRequest& request) {
  DeleteResource(context, pools::kGroups, request.UserPoolId, request.GroupName);
}

}  // namespace rockpool::operations
