#include "server/operations/resource_servers/resource_servers.h"

namespace rockpool::operations {

api::DescribeResourceServerResponse DescribeResourceServer(const Context& context, const api::DescribeResourceServerRequest& request) {
  return {ContentOf<api::ResourceServerType>(ReadResource(context, kResourceServers, request.UserPoolId, request.Identifier))};
}

}  // namespace rockpool::operations
