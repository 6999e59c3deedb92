// What stands beside a pool and keeps it from a lower tier.
#pragma once

#include "server/api/types.h"
#include "storage/transaction.h"

namespace rockpool::operations {

// Throws api::FeatureUnavailableInTierException if the pool, which is to go from one tier to another, has what that one has not: log
// delivery, domains, app clients, sessions, replicas. What stands in its own settings is CheckTierRules'.
void CheckTierChange(const storage::Transaction& transaction, const std::string& user_pool_id, api::UserPoolTierType from,
                     api::UserPoolTierType to);

}  // namespace rockpool::operations
