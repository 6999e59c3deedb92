#include "server/operations/resource_servers/resource_servers.h"

namespace rockpool::operations {

void DeleteResourceServer(const Context& context, const api::DeleteResourceServerRequest& request) {
  DeleteResource(context, kResourceServers, request.UserPoolId, request.Identifier);
}

}  // namespace rockpool::operations
