// What the operations on groups share.
#pragma once

#include <string_view>

#include "server/api/types.h"
#include "server/operations/context.h"
#include "storage/transaction.h"

namespace rockpool::operations {

// Throws api::ResourceNotFoundException if the pool has no such group. Requires: the pool exists.
storage::PoolResource FindGroup(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view name);

// The group as answers show it: what its document says, and beside it what only the record knows.
api::GroupType ShownGroup(const storage::PoolResource& record);

}  // namespace rockpool::operations
