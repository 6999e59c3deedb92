#include "server/operations/app_clients/app_clients.h"
#include "server/operations/managed_login_branding/managed_login_branding.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeManagedLoginBrandingByClientResponse DescribeManagedLoginBrandingByClient(
    const Context& context, const api::DescribeManagedLoginBrandingByClientRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    FindClient(transaction, request.UserPoolId, request.ClientId);
    return FindBrandingOfClient(transaction, request.UserPoolId, request.ClientId);
  });
  return {ShownBranding(record, request.ReturnMergedResources.value_or(false))};
}

}  // namespace rockpool::operations
