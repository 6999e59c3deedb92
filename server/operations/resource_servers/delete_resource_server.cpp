#include "server/api/handlers.h"
#include "server/clients/resource_servers.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {

void DeleteResourceServer(const Context& context, const api::DeleteResourceServerRequest& request) {
  DeleteResource(context, clients::kResourceServers, request.UserPoolId, request.Identifier);
}

}  // namespace rockpool::operations
