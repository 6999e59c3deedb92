#include "server/operations/resource_servers/resource_servers.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

void DeleteResourceServer(const Context& context, const api::DeleteResourceServerRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    FindResourceServer(transaction, request.UserPoolId, request.Identifier);
    transaction.resources(storage::ResourceKind::kResourceServer).Delete(request.UserPoolId, request.Identifier);
  });
}

}  // namespace rockpool::operations
