#include "server/clients/app_clients.h"

#include <string>

#include "server/api/errors.h"
#include "server/clients/client_secrets.h"
#include "server/pools/records.h"

namespace rockpool::clients {

const pools::ResourceFamily kAppClients{storage::ResourceKind::kAppClient, [](std::string_view id) {
                                          throw api::ResourceNotFoundException("User pool client " + std::string(id) + " does not exist.");
                                        }};

api::UserPoolClientType ShownClient(const storage::Transaction& transaction, const storage::PoolResource& record) {
  auto client = pools::ContentOf<api::UserPoolClientType>(record);
  client.UserPoolId = record.user_pool_id;
  client.ClientId = record.key;
  pools::ShowDates(record, client);
  if (const auto secrets = SecretsOf(transaction, record); !secrets.empty()) {
    // Assumed: of two secrets the older one, until it is deleted.
    client.ClientSecret = SecretOf(secrets.front()).ClientSecretValue;
  }
  return client;
}

void RequireClientIfNamed(const storage::Transaction& transaction, std::string_view user_pool_id,
                          const std::optional<std::string>& client_id) {
  if (client_id) {
    FindClient(transaction, user_pool_id, *client_id);
  }
}

}  // namespace rockpool::clients
