#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/clients/branding/managed_login_branding.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/util/random.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void CheckPoolTakes(const storage::Transaction& transaction, const Context& context, const api::CreateManagedLoginBrandingRequest& request,
                    const std::optional<std::string>& fault) {
  // Assumed: the order of these checks.
  pools::RequirePool(transaction, context.caller, request.UserPoolId);
  clients::FindClient(transaction, request.UserPoolId, request.ClientId);
  if (fault) {
    throw api::InvalidParameterException(*fault);
  }
  const auto& styles = transaction.resources(storage::ResourceKind::kManagedLoginBranding);
  if (!styles.ListOfClient(request.UserPoolId, request.ClientId).empty()) {
    throw api::ManagedLoginBrandingExistsException("A ManagedLoginBranding already exists for client " + request.ClientId);
  }
  pools::RequireRoom(styles.Count(request.UserPoolId), QuotasOf(context).managed_login_branding_styles, "managed login branding styles",
                     request.UserPoolId);
}

}  // namespace

api::CreateManagedLoginBrandingResponse CreateManagedLoginBranding(const Context& context,
                                                                   const api::CreateManagedLoginBrandingRequest& request) {
  api::ManagedLoginBrandingType style;
  style.UseCognitoProvidedValues = request.UseCognitoProvidedValues.value_or(false);
  style.Settings = request.Settings;
  style.Assets = clients::WithAssets({}, request.Assets.value_or(clients::Assets()));
  auto record = pools::NewResource(context.world.clock.Now(), request.UserPoolId, util::RandomUuid(context.world.random), style);
  record.client_id = request.ClientId;
  const auto fault = clients::FaultOfStyle(request.UseCognitoProvidedValues, request.Settings, request.Assets);
  context.world.store.Write([&](storage::Transaction& transaction) {
    CheckPoolTakes(transaction, context, request, fault);
    transaction.resources(storage::ResourceKind::kManagedLoginBranding).Insert(record);
  });
  return {clients::ShownBranding(record, false)};
}

Existence CreateManagedLoginBrandingExists(const storage::Transaction& transaction, const Context& context,
                                           const api::CreateManagedLoginBrandingRequest& request) {
  const auto& styles = transaction.resources(storage::ResourceKind::kManagedLoginBranding);
  return InOwnPool(transaction, context, request.UserPoolId, !styles.ListOfClient(request.UserPoolId, request.ClientId).empty());
}

}  // namespace rockpool::operations
