#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/mfa.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetUserPoolMfaConfigResponse GetUserPoolMfaConfig(const Context& context, const api::GetUserPoolMfaConfigRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    return pools::Shown(pools::LoadFactors(transaction, request.UserPoolId), *pool);
  });
}

}  // namespace rockpool::operations
