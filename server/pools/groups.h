// What the operations on groups share.
#pragma once

#include <string>

#include "server/api/types.h"
#include "server/pools/records.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::pools {

extern const ResourceFamily kGroups;  // under their names

// The group as answers show it: what its document says, and beside it what only the record knows.
api::GroupType ShownGroup(const storage::PoolResource& record);

// Of the group that AWS makes for the users of an identity provider.
std::string ProviderGroupName(const std::string& user_pool_id, const std::string& provider_name);

// The group that AWS makes for the users of an identity provider, when that is created. One of that name that is there stays as it is.
// Requires: the pool exists. Its quota is not asked.
void EnsureProviderGroup(storage::Transaction& transaction, util::EpochMillis now, const std::string& user_pool_id,
                         const std::string& provider_name);

}  // namespace rockpool::pools
