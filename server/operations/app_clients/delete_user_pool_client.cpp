#include "server/operations/app_clients/app_clients.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

void DeleteUserPoolClient(const Context& context, const api::DeleteUserPoolClientRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    FindClient(transaction, request.UserPoolId, request.ClientId);
    transaction.resources(storage::ResourceKind::kAppClient).Delete(request.UserPoolId, request.ClientId);
  });
}

}  // namespace rockpool::operations
