#include "server/accounts/names.h"
#include "server/accounts/user.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/pool_in_use.h"
#include "storage/store.h"

namespace rockpool::operations {

api::AdminGetUserResponse AdminGetUser(const Context& context, const api::AdminGetUserRequest& request) {
  return context.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    const pools::SharedPool pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
    return accounts::ShownToAdministrator(accounts::RequireUser(transaction, *pool, request.Username));
  });
}

}  // namespace rockpool::operations
