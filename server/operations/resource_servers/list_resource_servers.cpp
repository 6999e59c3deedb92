#include "server/operations/resource_servers/resource_servers.h"

namespace rockpool::operations {

api::ListResourceServersResponse ListResourceServers(const Context& context, const api::ListResourceServersRequest& request) {
  const auto page = ReadResources(context, kResourceServers, request.UserPoolId, request.NextToken, PageSize(request.MaxResults, 50));
  api::ListResourceServersResponse response;
  for (const storage::PoolResource& record : page.entries) {
    response.ResourceServers.push_back(ContentOf<api::ResourceServerType>(record));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
