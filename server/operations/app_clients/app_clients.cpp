#include "server/operations/app_clients/app_clients.h"

#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/operations/app_clients/client_secrets.h"
#include "server/operations/pool_resources.h"

namespace rockpool::operations {

storage::PoolResource FindClient(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view client_id) {
  auto record = transaction.resources(storage::ResourceKind::kAppClient).Find(user_pool_id, client_id);
  if (!record) {
    throw api::ResourceNotFoundException("User pool client " + std::string(client_id) + " does not exist.");
  }
  return *std::move(record);
}

api::UserPoolClientType ShownClient(const storage::Transaction& transaction, const storage::PoolResource& record) {
  auto client = ContentOf<api::UserPoolClientType>(record);
  client.UserPoolId = record.user_pool_id;
  client.ClientId = record.key;
  client.CreationDate = api::Timestamp{record.creation_millis};
  client.LastModifiedDate = api::Timestamp{record.last_modified_millis};
  if (const auto secrets = SecretsOf(transaction, record); !secrets.empty()) {
    // Assumed: of two secrets the older one, until it is deleted.
    client.ClientSecret = SecretOf(secrets.front()).ClientSecretValue;
  }
  return client;
}

}  // namespace rockpool::operations
