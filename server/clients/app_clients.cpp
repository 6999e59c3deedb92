#include "server/clients/app_clients.h"

#include <cstddef>
#include <string>

#include "server/api/errors.h"
#include "server/pools/records.h"

namespace rockpool::clients {

const pools::ResourceFamily kAppClients{storage::ResourceKind::kAppClient, [](std::string_view id) {
                                          throw api::ResourceNotFoundException("User pool client " + std::string(id) + " does not exist.");
                                        }};

void RequireClient(const storage::Transaction& transaction, std::string_view client_id) {
  if (!transaction.FindAppClientVersion(client_id)) {
    kAppClients.throw_not_found(client_id);
  }
}

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

namespace {

constexpr std::size_t kIdLength = 26;
constexpr std::string_view kCustomIdPrefix = "_custom_id_:";  // with the ids that follow it in overrides.json, under ClientNameType

}  // namespace

std::string DrawClientId(util::Random& random) { return util::RandomText(random, kClientAlphabet, kIdLength); }

std::optional<std::string> CustomClientId(std::string_view client_name) {
  if (!client_name.starts_with(kCustomIdPrefix)) {
    return std::nullopt;
  }
  return std::string(client_name.substr(kCustomIdPrefix.size()));
}

namespace {

constexpr std::size_t kSecretLength = 51;

}  // namespace

std::string DrawClientSecret(util::Random& random) { return util::RandomText(random, kClientAlphabet, kSecretLength); }

storage::PoolResource SecretAtLastChange(const storage::PoolResource& client, const std::string& value) {
  api::ClientSecretDescriptorType secret;
  // The form that the API reference documents. A client's changes are never at the same millisecond, so no id comes twice, and the order
  // of ids is that of age.
  secret.ClientSecretId = client.key + "--" + std::to_string(client.last_modified_millis);
  secret.ClientSecretValue = value;
  secret.ClientSecretCreateDate = api::Timestamp{client.last_modified_millis};
  auto record = pools::NewResource(client.last_modified_millis, client.user_pool_id, *secret.ClientSecretId, secret);
  record.client_id = client.key;
  return record;
}

api::ClientSecretDescriptorType SecretOf(const storage::PoolResource& record) {
  return pools::ContentOf<api::ClientSecretDescriptorType>(record);
}

std::vector<storage::PoolResource> SecretsOf(const storage::Transaction& transaction, const storage::PoolResource& client) {
  return transaction.resources(storage::ResourceKind::kClientSecret).ListOfClient(client.user_pool_id, client.key);
}

}  // namespace rockpool::clients
