#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/clients/branding/ui_customization.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
api::GetUICustomizationResponse GetUICustomization(const Context& context, const api::GetUICustomizationRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    const auto client = clients::ClientOf(request.ClientId);
    clients::RequireClientIfNamed(transaction, request.UserPoolId, client);
    const api::DomainDescriptionType domain =
        clients::FindHostedUi(transaction, request.UserPoolId, "There has to be an existing domain associated with this user pool");
    const auto record = clients::FindCustomization(transaction, request.UserPoolId, client);
    return record ? api::GetUICustomizationResponse{clients::ShownCustomization(*record, domain)} : api::GetUICustomizationResponse{};
  });
}

}  // namespace rockpool::operations
