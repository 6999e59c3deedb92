#include "server/api/handlers.h"
#include "server/clients/resource_servers.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"
#include "server/operations/page.h"
#include "server/pools/records.h"

namespace rockpool::operations {

api::ListResourceServersResponse ListResourceServers(const Context& context, const api::ListResourceServersRequest& request) {
  const auto page =
      ReadResources(context, clients::kResourceServers, request.UserPoolId, request.NextToken, PageSize(request.MaxResults, 50));
  api::ListResourceServersResponse response;
  for (const storage::PoolResource& record : page.entries) {
    response.ResourceServers.push_back(pools::ContentOf<api::ResourceServerType>(record));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
