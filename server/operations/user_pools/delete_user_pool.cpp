#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/domains/domains.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

void DeleteUserPool(const Context& context, const api::DeleteUserPoolRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    if (pool->DeletionProtection == api::DeletionProtectionType::ACTIVE) {
      throw api::InvalidParameterException(
          "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.");
    }
    clients::RequireNoDomain(transaction, request.UserPoolId);
    transaction.user_pools().Delete(request.UserPoolId);
  });
}

}  // namespace rockpool::operations
