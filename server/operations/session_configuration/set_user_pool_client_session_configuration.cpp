#include "server/api/errors.h"
#include "server/operations/app_clients/app_clients.h"
#include "server/operations/pool_configurations.h"
#include "server/operations/session_configuration/sessions.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void RequireTracking(const storage::Transaction& transaction, const std::string& user_pool_id) {
  if (SessionConfigurationOf(transaction, user_pool_id).UserSessionTracking != api::UserSessionTrackingType::ENABLED) {
    // Assumed: which of the declared errors, and its text; the rule is documented.
    throw api::OperationNotEnabledException("User session tracking is not enabled for user pool " + user_pool_id + ".");
  }
}

}  // namespace

api::SetUserPoolClientSessionConfigurationResponse SetUserPoolClientSessionConfiguration(
    const Context& context, const api::SetUserPoolClientSessionConfigurationRequest& request) {
  api::SetUserPoolClientSessionConfigurationResponse configuration{request.UserPoolId, request.ClientId, request.SSOSession};
  const auto record = NewConfiguration(context.world.clock.Now(), request.UserPoolId, request.ClientId, configuration);
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequireSessionTier(LoadPool(transaction, context, request.UserPoolId));
    FindClient(transaction, request.UserPoolId, request.ClientId);
    RequireTracking(transaction, request.UserPoolId);
    Upsert(transaction.resources(storage::ResourceKind::kSessionConfiguration), record);
  });
  return configuration;
}

}  // namespace rockpool::operations
