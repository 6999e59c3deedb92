#include "server/pools/configurations.h"

namespace rockpool::pools {

std::optional<storage::PoolResource> FindConfigurationRecord(const storage::Transaction& transaction, storage::ResourceKind kind,
                                                             std::string_view user_pool_id, const std::optional<std::string>& client_id) {
  return transaction.resources(kind).Find(user_pool_id, KeyOfConfiguration(client_id));
}

}  // namespace rockpool::pools
