#include "server/pools/records.h"

#include <utility>

namespace rockpool::pools {

storage::PoolResource Upsert(storage::PoolResources& resources, storage::PoolResource record) {
  if (const auto stored = resources.Find(record.user_pool_id, record.key)) {
    record.creation_millis = stored->creation_millis;
    record.last_modified_millis = TimeOfChange(record.last_modified_millis, stored->last_modified_millis);
    resources.Update(record);
  } else {
    resources.Insert(record);
  }
  return record;
}

storage::PoolResource FindResource(const storage::Transaction& transaction, const ResourceFamily& family, std::string_view user_pool_id,
                                   std::string_view key) {
  auto record = transaction.resources(family.kind).Find(user_pool_id, key);
  if (!record) {
    family.throw_not_found(key);
  }
  return std::move(record).value();
}

std::optional<storage::PoolResource> FindConfigurationRecord(const storage::Transaction& transaction, storage::ResourceKind kind,
                                                             std::string_view user_pool_id, const std::optional<std::string>& client_id) {
  return transaction.resources(kind).Find(user_pool_id, KeyOfConfiguration(client_id));
}

}  // namespace rockpool::pools
