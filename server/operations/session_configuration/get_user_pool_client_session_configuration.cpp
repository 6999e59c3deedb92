#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

constexpr std::int32_t kDefaultMinutes = 60;

}  // namespace

api::GetUserPoolClientSessionConfigurationResponse GetUserPoolClientSessionConfiguration(
    const Context& context, const api::GetUserPoolClientSessionConfigurationRequest& request) {
  using Content = api::GetUserPoolClientSessionConfigurationResponse;
  const auto configuration = context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    clients::FindClient(transaction, request.UserPoolId, request.ClientId);
    return pools::FindConfiguration<Content>(transaction, storage::ResourceKind::kSessionConfiguration, request.UserPoolId,
                                             request.ClientId);
  });
  return configuration.value_or(Content{request.UserPoolId, request.ClientId, api::ClientSSOSessionConfigType{kDefaultMinutes}});
}

}  // namespace rockpool::operations
