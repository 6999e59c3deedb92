#include "server/operations/app_clients/app_clients.h"

namespace rockpool::operations {

void DeleteUserPoolClient(const Context& context, const api::DeleteUserPoolClientRequest& request) {
  DeleteResource(context, kAppClients, request.UserPoolId, request.ClientId);
}

}  // namespace rockpool::operations
