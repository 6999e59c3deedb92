// What all that belongs to an app client shares.
#pragma once

#include <string_view>

#include "server/operations/context.h"
#include "storage/transaction.h"

namespace rockpool::operations {

// Throws api::ResourceNotFoundException if the pool has no such app client. Requires: the pool exists.
storage::PoolResource FindClient(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view client_id);

}  // namespace rockpool::operations
