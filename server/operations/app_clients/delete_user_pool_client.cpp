#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {

void DeleteUserPoolClient(const Context& context, const api::DeleteUserPoolClientRequest& request) {
  DeleteResource(context, clients::kAppClients, request.UserPoolId, request.ClientId);
}

}  // namespace rockpool::operations
