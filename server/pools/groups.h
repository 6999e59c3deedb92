// What the operations on groups share.
#pragma once

#include "server/api/types.h"
#include "server/pools/named_resources.h"

namespace rockpool::pools {

extern const ResourceFamily kGroups;  // under their names

// The group as answers show it: what its document says, and beside it what only the record knows.
api::GroupType ShownGroup(const storage::PoolResource& record);

}  // namespace rockpool::pools
