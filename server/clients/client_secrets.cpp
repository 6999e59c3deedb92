#include "server/clients/client_secrets.h"

#include "server/clients/client_id.h"
#include "server/pools/records.h"

namespace rockpool::clients {
namespace {

constexpr std::size_t kLength = 51;

}  // namespace

std::string DrawClientSecret(util::Random& random) { return util::RandomText(random, kClientAlphabet, kLength); }

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
