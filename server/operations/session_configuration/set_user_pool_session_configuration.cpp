#include "server/operations/pool_configurations.h"
#include "server/operations/session_configuration/sessions.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

// What app clients have set stays while tracking is off, and counts again when it is on.
api::SetUserPoolSessionConfigurationResponse SetUserPoolSessionConfiguration(const Context& context,
                                                                             const api::SetUserPoolSessionConfigurationRequest& request) {
  api::SetUserPoolSessionConfigurationResponse configuration{request.UserPoolId, request.UserSessionTracking, request.TokenSession};
  const auto record = NewConfiguration(context.world.clock.Now(), request.UserPoolId, std::nullopt, configuration);
  context.world.store.Write([&](storage::Transaction& transaction) {
    const api::UserPoolType pool = LoadPool(transaction, context, request.UserPoolId);
    // Assumed: that it can be turned off in any tier.
    if (request.UserSessionTracking != api::UserSessionTrackingType::DISABLED) {
      RequireSessionTier(pool);
    }
    Upsert(transaction.resources(storage::ResourceKind::kSessionConfiguration), record);
  });
  return configuration;
}

}  // namespace rockpool::operations
