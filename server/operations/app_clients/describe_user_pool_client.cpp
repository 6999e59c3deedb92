#include "server/operations/app_clients/app_clients.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeUserPoolClientResponse DescribeUserPoolClient(const Context& context, const api::DescribeUserPoolClientRequest& request) {
  return {context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return ShownClient(transaction, FindClient(transaction, request.UserPoolId, request.ClientId));
  })};
}

}  // namespace rockpool::operations
