#include "server/operations/app_clients/app_clients.h"

#include <string>

#include "server/api/errors.h"
#include "server/operations/app_clients/client_secrets.h"

namespace rockpool::operations {

const ResourceFamily kAppClients{storage::ResourceKind::kAppClient, [](std::string_view id) {
                                   throw api::ResourceNotFoundException("User pool client " + std::string(id) + " does not exist.");
                                 }};

api::UserPoolClientType ShownClient(const storage::Transaction& transaction, const storage::PoolResource& record) {
  auto client = ContentOf<api::UserPoolClientType>(record);
  client.UserPoolId = record.user_pool_id;
  client.ClientId = record.key;
  ShowDates(record, client);
  if (const auto secrets = SecretsOf(transaction, record); !secrets.empty()) {
    // Assumed: of two secrets the older one, until it is deleted.
    client.ClientSecret = SecretOf(secrets.front()).ClientSecretValue;
  }
  return client;
}

}  // namespace rockpool::operations
