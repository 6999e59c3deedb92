#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/clients/branding/managed_login_branding.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeManagedLoginBrandingByClientResponse DescribeManagedLoginBrandingByClient(
    const Context& context, const api::DescribeManagedLoginBrandingByClientRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    clients::FindClient(transaction, request.UserPoolId, request.ClientId);
    return clients::FindBrandingOfClient(transaction, request.UserPoolId, request.ClientId);
  });
  return {clients::ShownBranding(record, request.ReturnMergedResources.value_or(false))};
}

}  // namespace rockpool::operations
