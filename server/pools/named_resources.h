// The things of one sort that a pool holds under names or ids (groups, domains, app clients).
#pragma once

#include <string_view>

#include "storage/transaction.h"

namespace rockpool::pools {

struct ResourceFamily {
  storage::ResourceKind kind;
  void (*throw_not_found)(std::string_view key);  // what an operation says of a key under which there is nothing; does not return
};

// Throws as the family says. Requires: the pool exists.
storage::PoolResource FindResource(const storage::Transaction& transaction, const ResourceFamily& family, std::string_view user_pool_id,
                                   std::string_view key);

}  // namespace rockpool::pools
