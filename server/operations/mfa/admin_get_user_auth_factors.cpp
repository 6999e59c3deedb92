#include "server/accounts/names.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/mfa/auth_factors.h"
#include "server/pools/pool_in_use.h"
#include "storage/store.h"

namespace rockpool::operations {

api::AdminGetUserAuthFactorsResponse AdminGetUserAuthFactors(const Context& context, const api::AdminGetUserAuthFactorsRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const pools::SharedPool pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
    return AuthFactorsOf<api::AdminGetUserAuthFactorsResponse>(transaction, accounts::RequireUser(transaction, *pool, request.Username));
  });
}

}  // namespace rockpool::operations
