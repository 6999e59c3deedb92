#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/mfa.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetUserPoolMfaConfigResponse GetUserPoolMfaConfig(const Context& context, const api::GetUserPoolMfaConfigRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    const pools::MfaFactors factors = pools::LoadFactors(transaction, request.UserPoolId);
    if (context.caller.replica.empty()) {
      return pools::Shown(factors, *pool);
    }
    api::UserPoolType there = *pool;
    pools::ShowReplicaSettings(transaction, context.caller, request.UserPoolId, there);
    return pools::Shown(factors, there);
  });
}

}  // namespace rockpool::operations
