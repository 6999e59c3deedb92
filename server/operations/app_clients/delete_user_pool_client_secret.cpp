#include <algorithm>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void CheckCanSpareSecret(const storage::Transaction& transaction, const storage::PoolResource& client, const std::string& secret_id) {
  const auto secrets = clients::SecretsOf(transaction, client);
  if (std::ranges::find(secrets, secret_id, &storage::PoolResource::key) == secrets.end()) {
    // Assumed: the text.
    throw api::ResourceNotFoundException("Client secret " + secret_id + " does not exist.");
  }
  if (secrets.size() == 1) {
    // Assumed: the rule is documented, its text is not.
    throw api::InvalidParameterException("The last client secret of user pool client " + client.key + " cannot be deleted.");
  }
}

}  // namespace

api::DeleteUserPoolClientSecretResponse DeleteUserPoolClientSecret(const Context& context,
                                                                   const api::DeleteUserPoolClientSecretRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    auto client = clients::FindClient(transaction, request.UserPoolId, request.ClientId);
    CheckCanSpareSecret(transaction, client, request.ClientSecretId);
    transaction.resources(storage::ResourceKind::kClientSecret).Delete(request.UserPoolId, request.ClientSecretId);
    client.last_modified_millis = pools::TimeOfChange(now, client.last_modified_millis);
    transaction.resources(storage::ResourceKind::kAppClient).Update(client);
  });
  return {};
}

}  // namespace rockpool::operations
