#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/clients/branding/ui_customization.h"
#include "server/clients/list_orders.h"
#include "server/clients/rules/client_rules.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "server/world/drawn_id.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// The secret of the new client: drawn, given, or none.
std::optional<std::string> SecretFor(const Context& context, const api::CreateUserPoolClientRequest& request) {
  return request.GenerateSecret.value_or(false) ? clients::DrawClientSecret(context.world.random) : request.ClientSecret;
}

void CheckSecret(const api::CreateUserPoolClientRequest& request) {
  if (request.GenerateSecret.value_or(false) && request.ClientSecret) {
    // Assumed: the rule is documented, its text is not.
    throw api::InvalidParameterException("GenerateSecret cannot be true when a ClientSecret is provided.");
  }
}

api::UserPoolClientType Insert(const Context& context, const api::CreateUserPoolClientRequest& request, const std::string& id,
                               const std::optional<std::string>& secret) {
  const api::UserPoolClientType settings = clients::SettingsOf(context.caller, request);
  const auto record = pools::NewResource(context.world.clock.Now(), request.UserPoolId, id, settings);
  return context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    CheckSecret(request);
    clients::CheckClient(transaction, context.world.caches, context.caller, QuotasOf(context), context.operation, request.UserPoolId,
                         settings, secret.has_value(), clients::ClientChange::kCreate);
    auto& clients = transaction.resources(storage::ResourceKind::kAppClient);
    pools::RequireRoom(clients.Count(request.UserPoolId), QuotasOf(context).app_clients, "app clients", request.UserPoolId);
    clients.Insert(record);
    if (secret) {
      transaction.resources(storage::ResourceKind::kClientSecret).Insert(clients::SecretAtLastChange(record, *secret));
    }
    auto shown = clients::ShownClient(transaction, record);
    clients::ListAsHashSets(shown);
    return shown;
  });
}

api::UserPoolClientType InsertUnderGivenId(const Context& context, const api::CreateUserPoolClientRequest& request, const std::string& id,
                                           const std::optional<std::string>& secret) {
  try {
    return Insert(context, request, id, secret);
  } catch (const storage::Conflict&) {
    // Assumed: AWS gives ids itself, so it has no text for this.
    throw api::InvalidParameterException("User pool client " + id + " already exists.");
  }
}

}  // namespace

api::CreateUserPoolClientResponse CreateUserPoolClient(const Context& context, const api::CreateUserPoolClientRequest& request) {
  const auto secret = SecretFor(context, request);
  const auto custom_id = clients::CustomClientId(request.ClientName);
  if (custom_id == clients::kAllClients) {
    // Assumed: AWS gives ids itself, so it has no text for this. Looks that are set for a client of that id would be those of the pool.
    throw api::InvalidParameterException("ALL stands for all app clients and cannot be the id of one.");
  }
  if (custom_id) {
    return {InsertUnderGivenId(context, request, *custom_id, secret)};
  }
  return {world::InsertUnderDrawnId([&] { return clients::DrawClientId(context.world.random); },
                                    [&](const std::string& id) { return Insert(context, request, id, secret); })};
}

Existence CreateUserPoolClientExists(const storage::Transaction& transaction, const Context& context,
                                     const api::CreateUserPoolClientRequest& request) {
  const auto id = clients::CustomClientId(request.ClientName);
  if (!id) {
    throw Unfindable("an app client needs a name _custom_id_:<id>, so that a second start finds it");
  }
  const auto client = transaction.resources(storage::ResourceKind::kAppClient).FindInStore(*id);
  const Existence existence = InOwnPool(transaction, context, request.UserPoolId, client.has_value());
  return existence == Existence::kHere && client->user_pool_id != request.UserPoolId ? Existence::kElsewhere : existence;
}

}  // namespace rockpool::operations
