#include "server/operations/groups/groups.h"

namespace rockpool::operations {

api::ListGroupsResponse ListGroups(const Context& context, const api::ListGroupsRequest& request) {
  const auto page = ReadResources(context, kGroups, request.UserPoolId, request.NextToken, PageSize(request.Limit, 60));
  api::ListGroupsResponse response;
  response.Groups.emplace();
  for (const storage::PoolResource& record : page.entries) {
    response.Groups->push_back(ShownGroup(record));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
