#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void CheckTakesSecret(const storage::Transaction& transaction, const Context& context, const storage::PoolResource& client) {
  if (pools::ContentOf<api::UserPoolClientType>(client).ClientType == api::ClientTypeType::DCR) {
    // Assumed: the rule is documented, its text is not.
    throw api::InvalidParameterException("User pool client " + client.key + " was registered dynamically and takes no further secret.");
  }
  const std::size_t count = clients::SecretsOf(transaction, client).size();
  if (count == 0) {
    // Assumed: only confidential clients are documented to take one; the text is not.
    throw api::InvalidParameterException("User pool client " + client.key + " does not have a client secret.");
  }
  pools::RequireAtMost(context.operation, count + 1, QuotasOf(context).client_secrets, "client secrets", "user pool client " + client.key);
}

}  // namespace

api::AddUserPoolClientSecretResponse AddUserPoolClientSecret(const Context& context, const api::AddUserPoolClientSecretRequest& request) {
  const std::string value = request.ClientSecret ? *request.ClientSecret : clients::DrawClientSecret(context.world.random);
  const util::EpochMillis now = context.world.clock.Now();
  auto secret = clients::SecretOf(context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    auto client = clients::FindClient(transaction, request.UserPoolId, request.ClientId);
    CheckTakesSecret(transaction, context, client);
    // Assumed: that a change of its secrets is a change of the client.
    client.last_modified_millis = pools::TimeOfChange(now, client.last_modified_millis);
    transaction.resources(storage::ResourceKind::kAppClient).Update(client);
    auto added = clients::SecretAtLastChange(client, value);
    transaction.resources(storage::ResourceKind::kClientSecret).Insert(added);
    return added;
  }));
  if (request.ClientSecret) {
    secret.ClientSecretValue.reset();
  }
  return {secret};
}

// A client would have one secret more after each call.
RecordOwner AddUserPoolClientSecretChanges(const api::AddUserPoolClientSecretRequest& request) {
  return {request.UserPoolId, request.ClientId};
}

}  // namespace rockpool::operations
