#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"
#include "server/pools/groups.h"

namespace rockpool::operations {

api::GetGroupResponse GetGroup(const Context& context, const api::GetGroupRequest& request) {
  return {pools::ShownGroup(ReadResource(context, pools::kGroups, request.UserPoolId, request.GroupName))};
}

}  // namespace rockpool::operations
