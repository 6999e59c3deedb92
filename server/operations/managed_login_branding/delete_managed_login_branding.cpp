#include "server/operations/managed_login_branding/managed_login_branding.h"

namespace rockpool::operations {

void DeleteManagedLoginBranding(const Context& context, const api::DeleteManagedLoginBrandingRequest& request) {
  DeleteResource(context, kManagedLoginBranding, request.UserPoolId, request.ManagedLoginBrandingId);
}

}  // namespace rockpool::operations
