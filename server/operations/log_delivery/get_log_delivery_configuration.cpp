#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetLogDeliveryConfigurationResponse GetLogDeliveryConfiguration(const Context& context,
                                                                     const api::GetLogDeliveryConfigurationRequest& request) {
  using Content = api::LogDeliveryConfigurationType;
  const auto configuration = context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    return pools::FindLogDelivery(transaction, request.UserPoolId, context.caller.replica);
  });
  return {configuration.value_or(Content{request.UserPoolId, {}})};
}

}  // namespace rockpool::operations
