#include "server/operations/user_pools/mfa.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetUserPoolMfaConfigResponse GetUserPoolMfaConfig(const Context& context, const api::GetUserPoolMfaConfigRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const api::UserPoolType pool = LoadPool(transaction, context, request.UserPoolId);
    return Shown(LoadFactors(transaction, request.UserPoolId), pool);
  });
}

}  // namespace rockpool::operations
