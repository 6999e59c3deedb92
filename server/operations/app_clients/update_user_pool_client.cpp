#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/clients/list_orders.h"
#include "server/clients/rules/client_rules.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/pools/records.h"
#include "storage/store.h"

namespace rockpool::operations {

api::UpdateUserPoolClientResponse UpdateUserPoolClient(const Context& context, const api::UpdateUserPoolClientRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  return {context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    auto record = clients::FindClient(transaction, request.UserPoolId, request.ClientId);
    auto settings = clients::SettingsOf(context.caller, request);
    const auto stored = pools::ContentOf<api::UserPoolClientType>(record);
    pools::Keep(settings.ClientName, stored.ClientName);  // Assumed: a name has no default to go back to.
    settings.ClientType = stored.ClientType;
    // Stays until it is switched off by name (terraform-provider-aws#47196 and #47374).
    pools::Keep(settings.RefreshTokenRotation, stored.RefreshTokenRotation);
    clients::CheckClient(transaction, context.world.caches, context.caller, QuotasOf(context), context.operation, request.UserPoolId,
                         settings, !clients::SecretsOf(transaction, record).empty(), clients::ClientChange::kUpdate);
    pools::Change(now, record, settings);
    transaction.resources(storage::ResourceKind::kAppClient).Update(record);
    auto shown = clients::ShownClient(transaction, record);
    clients::ListAsHashSets(shown);
    return shown;
  })};
}

}  // namespace rockpool::operations
