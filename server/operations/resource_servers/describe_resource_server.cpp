#include "server/api/handlers.h"
#include "server/clients/resource_servers.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"
#include "server/pools/records.h"

namespace rockpool::operations {

api::DescribeResourceServerResponse DescribeResourceServer(const Context& context, const api::DescribeResourceServerRequest& request) {
  return {
      pools::ContentOf<api::ResourceServerType>(ReadResource(context, clients::kResourceServers, request.UserPoolId, request.Identifier))};
}

}  // namespace rockpool::operations
