#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/tokens/session_configuration.h"
#include "storage/store.h"

namespace rockpool::operations {

// What app clients have set stays while tracking is off, and counts again when it is on.
api::SetUserPoolSessionConfigurationResponse SetUserPoolSessionConfiguration(const Context& context,
                                                                             const api::SetUserPoolSessionConfigurationRequest& request) {
  api::SetUserPoolSessionConfigurationResponse configuration{request.UserPoolId, request.UserSessionTracking, request.TokenSession};
  const auto record = pools::NewConfiguration(context.world.clock.Now(), request.UserPoolId, std::nullopt, configuration);
  context.world.store.Write([&](storage::Transaction& transaction) {
    const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    // Assumed: that it can be turned off in any tier.
    if (request.UserSessionTracking != api::UserSessionTrackingType::DISABLED) {
      tokens::RequireSessionTier(*pool);
    }
    pools::Upsert(transaction.resources(storage::ResourceKind::kSessionConfiguration), record);
  });
  return configuration;
}

}  // namespace rockpool::operations
