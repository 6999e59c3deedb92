#include "server/api/handlers.h"
#include "server/clients/branding/managed_login_branding.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {

api::DescribeManagedLoginBrandingResponse DescribeManagedLoginBranding(const Context& context,
                                                                       const api::DescribeManagedLoginBrandingRequest& request) {
  const auto record = ReadResource(context, clients::kManagedLoginBranding, request.UserPoolId, request.ManagedLoginBrandingId);
  return {clients::ShownBranding(record, request.ReturnMergedResources.value_or(false))};
}

}  // namespace rockpool::operations
