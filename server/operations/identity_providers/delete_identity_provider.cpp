#include "server/api/handlers.h"
#include "server/identity_providers/provider_records.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

void DeleteIdentityProvider(const Context& context, const api::DeleteIdentityProviderRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    if (!transaction.identity_providers().Delete(request.UserPoolId, request.ProviderName)) {
      identity_providers::ThrowProviderNotFound(request.ProviderName, request.UserPoolId);
    }
  });
}

}  // namespace rockpool::operations
