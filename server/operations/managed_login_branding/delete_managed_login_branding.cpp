#include "server/api/handlers.h"
#include "server/clients/branding/managed_login_branding.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {

void DeleteManagedLoginBranding(const Context& context, const api::DeleteManagedLoginBrandingRequest& request) {
  DeleteResource(context, clients::kManagedLoginBranding, request.UserPoolId, request.ManagedLoginBrandingId);
}

}  // namespace rockpool::operations
