#include "server/operations/session_configuration/sessions.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetUserPoolSessionConfigurationResponse GetUserPoolSessionConfiguration(const Context& context,
                                                                             const api::GetUserPoolSessionConfigurationRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return SessionConfigurationOf(transaction, request.UserPoolId);
  });
}

}  // namespace rockpool::operations
