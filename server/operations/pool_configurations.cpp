#include "server/operations/pool_configurations.h"

#include "server/operations/app_clients/app_clients.h"

namespace rockpool::operations {

void RequireClientIfNamed(const storage::Transaction& transaction, std::string_view user_pool_id,
                          const std::optional<std::string>& client_id) {
  if (client_id) {
    FindClient(transaction, user_pool_id, *client_id);
  }
}

std::optional<storage::PoolResource> FindConfigurationRecord(const storage::Transaction& transaction, storage::ResourceKind kind,
                                                             std::string_view user_pool_id, const std::optional<std::string>& client_id) {
  return transaction.resources(kind).Find(user_pool_id, KeyOfConfiguration(client_id));
}

}  // namespace rockpool::operations
