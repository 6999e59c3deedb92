#include "server/operations/identity_providers/identity_providers.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

void DeleteIdentityProvider(const Context& context, const api::DeleteIdentityProviderRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    if (!transaction.identity_providers().Delete(request.UserPoolId, request.ProviderName)) {
      ThrowProviderNotFound(request.ProviderName, request.UserPoolId);
    }
  });
}

}  // namespace rockpool::operations
