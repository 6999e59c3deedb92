#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/clients/list_orders.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeUserPoolClientResponse DescribeUserPoolClient(const Context& context, const api::DescribeUserPoolClientRequest& request) {
  return {context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    auto shown = clients::ShownClient(transaction, clients::FindClient(transaction, request.UserPoolId, request.ClientId));
    clients::ListSorted(shown);
    return shown;
  })};
}

}  // namespace rockpool::operations
