#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeUserPoolClientResponse DescribeUserPoolClient(const Context& context, const api::DescribeUserPoolClientRequest& request) {
  return {context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    return clients::ShownClient(transaction, clients::FindClient(transaction, request.UserPoolId, request.ClientId));
  })};
}

}  // namespace rockpool::operations
