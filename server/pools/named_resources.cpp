#include "server/pools/named_resources.h"

#include <utility>

namespace rockpool::pools {

storage::PoolResource FindResource(const storage::Transaction& transaction, const ResourceFamily& family, std::string_view user_pool_id,
                                   std::string_view key) {
  auto record = transaction.resources(family.kind).Find(user_pool_id, key);
  if (!record) {
    family.throw_not_found(key);
  }
  return std::move(record).value();
}

}  // namespace rockpool::pools
