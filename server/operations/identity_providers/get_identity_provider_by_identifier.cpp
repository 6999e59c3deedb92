#include "server/api/handlers.h"
#include "server/identity_providers/provider_records.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetIdentityProviderByIdentifierResponse GetIdentityProviderByIdentifier(const Context& context,
                                                                             const api::GetIdentityProviderByIdentifierRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    return transaction.identity_providers().FindByIdentifier(request.UserPoolId, request.IdpIdentifier);
  });
  if (!record) {
    identity_providers::ThrowProviderNotFound(request.IdpIdentifier, request.UserPoolId);  // Assumed text
  }
  return {identity_providers::Shown(*record)};
}

}  // namespace rockpool::operations
