#include "server/operations/identity_providers/identity_providers.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetIdentityProviderByIdentifierResponse GetIdentityProviderByIdentifier(const Context& context,
                                                                             const api::GetIdentityProviderByIdentifierRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return transaction.identity_providers().FindByIdentifier(request.UserPoolId, request.IdpIdentifier);
  });
  if (!record) {
    ThrowProviderNotFound(request.IdpIdentifier, request.UserPoolId);  // Assumed text
  }
  return {Shown(*record)};
}

}  // namespace rockpool::operations
