#include "server/operations/pool_configurations.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetLogDeliveryConfigurationResponse GetLogDeliveryConfiguration(const Context& context,
                                                                     const api::GetLogDeliveryConfigurationRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return transaction.resources(storage::ResourceKind::kLogDelivery).Find(request.UserPoolId, kPoolItself);
  });
  return {record ? ContentOf<api::LogDeliveryConfigurationType>(*record) : api::LogDeliveryConfigurationType{request.UserPoolId, {}}};
}

}  // namespace rockpool::operations
