#include <cstdint>

#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/tokens/session_configuration.h"
#include "server/tokens/user_sessions.h"
#include "storage/store.h"

namespace rockpool::operations {

// What app clients have set stays while tracking is off, and counts again when it is on.
api::SetUserPoolSessionConfigurationResponse SetUserPoolSessionConfiguration(const Context& context,
                                                                             const api::SetUserPoolSessionConfigurationRequest& request) {
  api::SetUserPoolSessionConfigurationResponse configuration{request.UserPoolId, request.UserSessionTracking, request.TokenSession};
  const auto record = pools::NewConfiguration(context.world.clock.Now(), request.UserPoolId, std::nullopt, configuration);
  const bool is_on = request.UserSessionTracking != api::UserSessionTrackingType::DISABLED;
  context.world.store.Write([&](storage::Transaction& transaction) {
    storage::UserPool pool = pools::FindPool(transaction, context.caller, request.UserPoolId);
    // Assumed: that it can be turned off in any tier.
    if (is_on) {
      tokens::RequireSessionTier(*pools::Decoded(transaction, context.world.caches, pool));
    }
    pools::Upsert(transaction.resources(storage::ResourceKind::kSessionConfiguration), record);
    const std::int64_t limit = is_on ? request.TokenSession.MaxPerUser : 0;
    // Off forgets, and on begins with nothing (documented), not even with what calls wrote that began before it was off.
    if ((limit == 0) != (pool.session_limit == 0)) {
      tokens::ForgetSessionsOfPool(transaction, pool.id);
    }
    pool.session_limit = limit;  // where it costs sign-ins no further record
    transaction.user_pools().Update(pool);
  });
  return configuration;
}

}  // namespace rockpool::operations
