#include "server/operations/app_clients/app_clients.h"
#include "server/operations/app_clients/client_rules.h"
#include "server/operations/app_clients/client_secrets.h"
#include "server/operations/app_clients/client_settings.h"
#include "server/operations/pool_resources.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::UpdateUserPoolClientResponse UpdateUserPoolClient(const Context& context, const api::UpdateUserPoolClientRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  return {context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    auto record = FindClient(transaction, request.UserPoolId, request.ClientId);
    auto settings = SettingsOf(context, request);
    const auto stored = ContentOf<api::UserPoolClientType>(record);
    Keep(settings.ClientName, stored.ClientName);  // Assumed: a name has no default to go back to.
    // Stays until it is switched off by name (terraform-provider-aws#47196 and #47374).
    Keep(settings.RefreshTokenRotation, stored.RefreshTokenRotation);
    CheckClient(transaction, context, request.UserPoolId, settings, !SecretsOf(transaction, record).empty(), ClientChange::kUpdate);
    Change(now, record, settings);
    transaction.resources(storage::ResourceKind::kAppClient).Update(record);
    return ShownClient(transaction, record);
  })};
}

}  // namespace rockpool::operations
