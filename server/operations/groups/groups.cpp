#include "server/operations/groups/groups.h"

#include <utility>

#include "server/api/errors.h"
#include "server/operations/pool_resources.h"

namespace rockpool::operations {

storage::PoolResource FindGroup(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view name) {
  auto record = transaction.resources(storage::ResourceKind::kGroup).Find(user_pool_id, name);
  if (!record) {
    throw api::ResourceNotFoundException("Group not found.");
  }
  return *std::move(record);
}

api::GroupType ShownGroup(const storage::PoolResource& record) {
  auto group = ContentOf<api::GroupType>(record);
  group.CreationDate = api::Timestamp{record.creation_millis};
  group.LastModifiedDate = api::Timestamp{record.last_modified_millis};
  return group;
}

}  // namespace rockpool::operations
