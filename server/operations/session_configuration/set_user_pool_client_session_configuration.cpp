#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/tokens/session_configuration.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void RequireTracking(const storage::Transaction& transaction, const std::string& user_pool_id) {
  if (tokens::SessionConfigurationOf(transaction, user_pool_id).UserSessionTracking != api::UserSessionTrackingType::ENABLED) {
    // Assumed: which of the declared errors, and its text; the rule is documented.
    throw api::OperationNotEnabledException("User session tracking is not enabled for user pool " + user_pool_id + ".");
  }
}

}  // namespace

api::SetUserPoolClientSessionConfigurationResponse SetUserPoolClientSessionConfiguration(
    const Context& context, const api::SetUserPoolClientSessionConfigurationRequest& request) {
  api::SetUserPoolClientSessionConfigurationResponse configuration{request.UserPoolId, request.ClientId, request.SSOSession};
  const auto record = pools::NewConfiguration(context.world.clock.Now(), request.UserPoolId, request.ClientId, configuration);
  context.world.store.Write([&](storage::Transaction& transaction) {
    tokens::RequireSessionTier(*pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId));
    clients::FindClient(transaction, request.UserPoolId, request.ClientId);
    RequireTracking(transaction, request.UserPoolId);
    pools::Upsert(transaction.resources(storage::ResourceKind::kSessionConfiguration), record);
  });
  return configuration;
}

}  // namespace rockpool::operations
