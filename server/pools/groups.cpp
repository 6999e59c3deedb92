#include "server/pools/groups.h"

#include "server/api/errors.h"
#include "server/pools/records.h"

namespace rockpool::pools {

const ResourceFamily kGroups{storage::ResourceKind::kGroup,
                             [](std::string_view) { throw api::ResourceNotFoundException("Group not found."); }};

api::GroupType ShownGroup(const storage::PoolResource& record) {
  auto group = ContentOf<api::GroupType>(record);
  ShowDates(record, group);
  return group;
}

}  // namespace rockpool::pools
