#include "server/operations/log_delivery/rules.h"
#include "server/operations/pool_configurations.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::SetLogDeliveryConfigurationResponse SetLogDeliveryConfiguration(const Context& context,
                                                                     const api::SetLogDeliveryConfigurationRequest& request) {
  const api::LogDeliveryConfigurationType configuration{request.UserPoolId, request.LogConfigurations};
  const auto record = NewConfiguration(context.world.clock.Now(), request.UserPoolId, std::nullopt, configuration);
  context.world.store.Write([&](storage::Transaction& transaction) {
    // The tier comes before the destinations (badmintoncryer/cdk-preflight, 2026-09).
    CheckLogTier(request.LogConfigurations, LoadPool(transaction, context, request.UserPoolId));
    CheckLogConfigurations(context, request.LogConfigurations);
    Upsert(transaction.resources(storage::ResourceKind::kLogDelivery), record);
  });
  return {configuration};
}

}  // namespace rockpool::operations
