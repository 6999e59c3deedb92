// The tags of what a pool's ARN names: the pool in its own region, or in another one its replica there, which has tags of its own.
#pragma once

#include <functional>
#include <string>

#include "server/pools/tags.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// Both throw api::ResourceNotFoundException if there is no such pool in the caller's region at `now`.
Tags LoadTags(const storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id, util::EpochMillis now);

// `change` makes the new tags out of the old ones.
void ChangeTags(storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id, util::EpochMillis now,
                const std::function<void(Tags&)>& change);

}  // namespace rockpool::pools
