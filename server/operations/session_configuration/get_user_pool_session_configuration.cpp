#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "server/tokens/session_configuration.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetUserPoolSessionConfigurationResponse GetUserPoolSessionConfiguration(const Context& context,
                                                                             const api::GetUserPoolSessionConfigurationRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    return tokens::SessionConfigurationOf(transaction, request.UserPoolId);
  });
}

}  // namespace rockpool::operations
