#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/rules/log_delivery_rules.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::SetLogDeliveryConfigurationResponse SetLogDeliveryConfiguration(const Context& context,
                                                                     const api::SetLogDeliveryConfigurationRequest& request) {
  const api::LogDeliveryConfigurationType configuration{request.UserPoolId, request.LogConfigurations};
  const auto record = pools::NewConfiguration(context.world.clock.Now(), request.UserPoolId, std::nullopt, configuration);
  context.world.store.Write([&](storage::Transaction& transaction) {
    // The tier comes before the destinations (badmintoncryer/cdk-preflight, 2026-09).
    pools::CheckLogTier(request.LogConfigurations, *pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId));
    pools::CheckLogConfigurations(context.caller, request.LogConfigurations);
    pools::Upsert(transaction.resources(storage::ResourceKind::kLogDelivery), record);
  });
  return {configuration};
}

}  // namespace rockpool::operations
