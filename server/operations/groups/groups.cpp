#include "server/operations/groups/groups.h"

#include "server/api/errors.h"

namespace rockpool::operations {

const ResourceFamily kGroups{storage::ResourceKind::kGroup,
                             [](std::string_view) { throw api::ResourceNotFoundException("Group not found."); }};

api::GroupType ShownGroup(const storage::PoolResource& record) {
  auto group = ContentOf<api::GroupType>(record);
  ShowDates(record, group);
  return group;
}

}  // namespace rockpool::operations
