#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/pools/rules/log_delivery_rules.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::SetLogDeliveryConfigurationResponse SetLogDeliveryConfiguration(const Context& context,
                                                                     const api::SetLogDeliveryConfigurationRequest& request) {
  const api::LogDeliveryConfigurationType configuration{request.UserPoolId, request.LogConfigurations};
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    // The tier comes before the destinations (badmintoncryer/cdk-preflight, 2026-09).
    pools::CheckLogTier(request.LogConfigurations, *pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId));
    pools::CheckLogConfigurations(pools::AtReplica(context.caller), request.LogConfigurations);
    pools::SetLogDelivery(transaction, context.caller.replica, configuration, now);
  });
  return {configuration};
}

}  // namespace rockpool::operations
