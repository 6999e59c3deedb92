#include "server/operations/identity_providers/identity_providers.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeIdentityProviderResponse DescribeIdentityProvider(const Context& context,
                                                               const api::DescribeIdentityProviderRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return transaction.identity_providers().Find(request.UserPoolId, request.ProviderName);
  });
  if (!record) {
    ThrowProviderNotFound(request.ProviderName, request.UserPoolId);
  }
  return {Shown(*record)};
}

}  // namespace rockpool::operations
