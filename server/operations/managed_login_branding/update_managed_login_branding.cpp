#include "server/api/errors.h"
#include "server/operations/managed_login_branding/managed_login_branding.h"
#include "server/operations/managed_login_branding/style_rules.h"
#include "server/operations/pool_resources.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::UpdateManagedLoginBrandingResponse UpdateManagedLoginBranding(const Context& context,
                                                                   const api::UpdateManagedLoginBrandingRequest& request) {
  if (!request.UserPoolId || !request.ManagedLoginBrandingId) {
    // Assumed: the model requires neither, but there is no style without them.
    throw api::InvalidParameterException("userPoolId and managedLoginBrandingId should be specified");
  }
  const util::EpochMillis now = context.world.clock.Now();
  const auto record = context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, *request.UserPoolId);
    auto updated = FindBranding(transaction, *request.UserPoolId, *request.ManagedLoginBrandingId);
    CheckStyle(request.UseCognitoProvidedValues, request.Settings, request.Assets);
    auto style = ContentOf<api::ManagedLoginBrandingType>(updated);
    // Assumed: settings replace settings, they are not merged; and Cognito's values take the place of all of them.
    style.UseCognitoProvidedValues = request.UseCognitoProvidedValues.value_or(false);
    style.Settings = request.Settings;
    if (request.Assets) {
      style.Assets = request.Assets;
    }
    Change(now, updated, style);
    transaction.resources(storage::ResourceKind::kManagedLoginBranding).Update(updated);
    return updated;
  });
  return {ShownBranding(record, false)};
}

}  // namespace rockpool::operations
