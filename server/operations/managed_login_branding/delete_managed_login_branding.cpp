#include "server/operations/managed_login_branding/managed_login_branding.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

void DeleteManagedLoginBranding(const Context& context, const api::DeleteManagedLoginBrandingRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    FindBranding(transaction, request.UserPoolId, request.ManagedLoginBrandingId);
    transaction.resources(storage::ResourceKind::kManagedLoginBranding).Delete(request.UserPoolId, request.ManagedLoginBrandingId);
  });
}

}  // namespace rockpool::operations
