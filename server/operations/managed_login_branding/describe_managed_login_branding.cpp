#include "server/operations/managed_login_branding/managed_login_branding.h"

namespace rockpool::operations {

api::DescribeManagedLoginBrandingResponse DescribeManagedLoginBranding(const Context& context,
                                                                       const api::DescribeManagedLoginBrandingRequest& request) {
  const auto record = ReadResource(context, kManagedLoginBranding, request.UserPoolId, request.ManagedLoginBrandingId);
  return {ShownBranding(record, request.ReturnMergedResources.value_or(false))};
}

}  // namespace rockpool::operations
