#include "server/api/errors.h"
#include "server/operations/app_clients/app_clients.h"
#include "server/operations/app_clients/client_secrets.h"
#include "server/operations/pool_resources.h"
#include "server/operations/quota.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void CheckTakesSecret(const storage::Transaction& transaction, const Context& context, const storage::PoolResource& client) {
  const std::size_t count = SecretsOf(transaction, client).size();
  if (count == 0) {
    // Assumed: only confidential clients are documented to take one; the text is not.
    throw api::InvalidParameterException("User pool client " + client.key + " does not have a client secret.");
  }
  RequireAtMost(context, count + 1, context.world.settings.quotas.client_secrets, "client secrets", "user pool client " + client.key);
}

}  // namespace

api::AddUserPoolClientSecretResponse AddUserPoolClientSecret(const Context& context, const api::AddUserPoolClientSecretRequest& request) {
  const std::string value = request.ClientSecret ? *request.ClientSecret : DrawClientSecret(context.world.random);
  const util::EpochMillis now = context.world.clock.Now();
  auto secret = SecretOf(context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    auto client = FindClient(transaction, request.UserPoolId, request.ClientId);
    CheckTakesSecret(transaction, context, client);
    // Assumed: that a change of its secrets is a change of the client.
    client.last_modified_millis = TimeOfChange(now, client.last_modified_millis);
    transaction.resources(storage::ResourceKind::kAppClient).Update(client);
    auto added = SecretAtLastChange(client, value);
    transaction.resources(storage::ResourceKind::kClientSecret).Insert(added);
    return added;
  }));
  if (request.ClientSecret) {
    secret.ClientSecretValue.reset();
  }
  return {secret};
}

}  // namespace rockpool::operations
