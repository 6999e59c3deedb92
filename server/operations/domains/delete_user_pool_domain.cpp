#include "server/operations/domains/domains.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DeleteUserPoolDomainResponse DeleteUserPoolDomain(const Context& context, const api::DeleteUserPoolDomainRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    FindDomain(transaction, request.UserPoolId, request.Domain);
    transaction.resources(storage::ResourceKind::kDomain).Delete(request.UserPoolId, request.Domain);
  });
  return {};
}

}  // namespace rockpool::operations
