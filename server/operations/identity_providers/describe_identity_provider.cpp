#include "server/api/handlers.h"
#include "server/identity_providers/provider_records.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeIdentityProviderResponse DescribeIdentityProvider(const Context& context,
                                                               const api::DescribeIdentityProviderRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    return transaction.identity_providers().Find(request.UserPoolId, request.ProviderName);
  });
  if (!record) {
    identity_providers::ThrowProviderNotFound(request.ProviderName, request.UserPoolId);
  }
  return {identity_providers::Shown(*record)};
}

}  // namespace rockpool::operations
