#include "server/operations/managed_login_branding/managed_login_branding.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeManagedLoginBrandingResponse DescribeManagedLoginBranding(const Context& context,
                                                                       const api::DescribeManagedLoginBrandingRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return FindBranding(transaction, request.UserPoolId, request.ManagedLoginBrandingId);
  });
  return {ShownBranding(record, request.ReturnMergedResources.value_or(false))};
}

}  // namespace rockpool::operations
