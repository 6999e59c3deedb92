#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/branding/managed_login_branding.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {
api::UpdateManagedLoginBrandingResponse UpdateManagedLoginBranding(const Context& context,
                                                                   const api::UpdateManagedLoginBrandingRequest& request) {
  if (!request.UserPoolId || !request.ManagedLoginBrandingId) {
    // Assumed: the model requires neither, but there is no style without them.
    throw api::InvalidParameterException("userPoolId and managedLoginBrandingId should be specified");
  }
  const auto fault = clients::FaultOfStyle(request.UseCognitoProvidedValues, request.Settings, request.Assets);
  const auto edit = [&](const storage::Transaction&, const storage::PoolResource&, api::ManagedLoginBrandingType& style) {
    if (fault) {
      throw api::InvalidParameterException(*fault);
    }
    // Assumed: settings replace settings, they are not merged; and Cognito's values take the place of all of them.
    style.UseCognitoProvidedValues = request.UseCognitoProvidedValues.value_or(false);
    style.Settings = request.Settings;
    if (request.Assets) {
      style.Assets = clients::WithAssets(std::move(style.Assets).value_or(clients::Assets()), *request.Assets);
    }
  };
  return {clients::ShownBranding(UpdateResource<api::ManagedLoginBrandingType>(context, clients::kManagedLoginBranding, *request.UserPoolId,
                                                                               *request.ManagedLoginBrandingId, edit),
                                 false)};
}

}  // namespace rockpool::operations
