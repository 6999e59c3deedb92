#include "server/api/errors.h"
#include "server/operations/app_clients/app_clients.h"
#include "server/operations/app_clients/client_id.h"
#include "server/operations/app_clients/client_rules.h"
#include "server/operations/app_clients/client_secrets.h"
#include "server/operations/app_clients/client_settings.h"
#include "server/operations/drawn_id.h"
#include "server/operations/pool_resources.h"
#include "server/operations/quota.h"
#include "server/operations/ui_customization/ui_customization.h"
#include "server/operations/user_pools/user_pools.h"
#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// The secret of the new client: drawn, given, or none.
std::optional<std::string> SecretFor(const Context& context, const api::CreateUserPoolClientRequest& request) {
  return request.GenerateSecret.value_or(false) ? DrawClientSecret(context.world.random) : request.ClientSecret;
}

void CheckSecret(const api::CreateUserPoolClientRequest& request) {
  if (request.GenerateSecret.value_or(false) && request.ClientSecret) {
    // Assumed: the rule is documented, its text is not.
    throw api::InvalidParameterException("GenerateSecret cannot be true when a ClientSecret is provided.");
  }
}

api::UserPoolClientType Insert(const Context& context, const api::CreateUserPoolClientRequest& request, const std::string& id,
                               const std::optional<std::string>& secret) {
  const api::UserPoolClientType settings = SettingsOf(context, request);
  const auto record = NewResource(context.world.clock.Now(), request.UserPoolId, id, settings);
  return context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    CheckSecret(request);
    CheckClient(transaction, context, request.UserPoolId, settings, secret.has_value(), ClientChange::kCreate);
    auto& clients = transaction.resources(storage::ResourceKind::kAppClient);
    RequireRoom(clients.Count(request.UserPoolId), context.world.settings.quotas.app_clients, "app clients", request.UserPoolId);
    clients.Insert(record);
    if (secret) {
      transaction.resources(storage::ResourceKind::kClientSecret).Insert(SecretAtLastChange(record, *secret));
    }
    return ShownClient(transaction, record);
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
  const auto custom_id = CustomClientId(request.ClientName);
  if (custom_id == kAllClients) {
    // Assumed: AWS gives ids itself, so it has no text for this. Looks that are set for a client of that id would be those of the pool.
    throw api::InvalidParameterException("ALL stands for all app clients and cannot be the id of one.");
  }
  if (custom_id) {
    return {InsertUnderGivenId(context, request, *custom_id, secret)};
  }
  return {InsertUnderDrawnId([&] { return DrawClientId(context.world.random); },
                             [&](const std::string& id) { return Insert(context, request, id, secret); })};
}

}  // namespace rockpool::operations
