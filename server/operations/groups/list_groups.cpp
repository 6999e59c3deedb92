#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"
#include "server/operations/page.h"
#include "server/pools/groups.h"

namespace rockpool::operations {

api::ListGroupsResponse ListGroups(const Context& context, const api::ListGroupsRequest& request) {
  const auto page = ReadResources(context, pools::kGroups, request.UserPoolId, request.NextToken, PageSize(request.Limit, 60));
  api::ListGroupsResponse response;
  response.Groups.emplace();
  for (const storage::PoolResource& record : page.entries) {
    response.Groups->push_back(pools::ShownGroup(record));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
