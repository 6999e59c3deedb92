#include "server/pools/records.h"

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

}  // namespace rockpool::pools
