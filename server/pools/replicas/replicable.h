// What a user pool must have to be replicated, and keep while it is.
#pragma once

#include "server/api/types.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// Throws api::FeatureUnavailableInTierException or api::OperationNotEnabledException if a pool with these settings cannot be replicated.
void CheckReplicable(const storage::UserPool& pool, const api::UserPoolType& settings);

// Throws api::InvalidParameterException if the pool has replicas at `now` that are not about to end, and these settings take from them what
// they need. The tier is FeaturesInUse's.
void CheckStaysReplicable(const storage::Transaction& transaction, const storage::UserPool& pool, const api::UserPoolType& settings,
                          util::EpochMillis now);

}  // namespace rockpool::pools
