// pools/replicas: the replicas of a user pool in other regions, and which regions are said to be down. It may not decide where a call is
// served: the gate of operations and the pages do, by what it says.
//
// A replica's record says what was decided and when; what state that makes is computed from the time at which it is read, so nothing has to
// run in between.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// Where a pool of that id, as it is drawn, has its primary: what the id begins with.
std::string_view RegionOfPoolId(std::string_view id);

// A pool as a caller sees it from the region of one of its replicas.
struct ReplicatedPool {
  storage::UserPool pool;  // the primary
  bool is_primary;         // whether the caller stands in the primary's region
};

// Throws api::ResourceNotFoundException if the caller's account has no such pool, or none that reaches the caller's region by `now`.
ReplicatedPool FindReplicatedPool(const storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id,
                                  util::EpochMillis now);

// Throws api::OperationNotEnabledException: a secondary replica does not do that.
[[noreturn]] void RefuseAtSecondary();

// Throws so if a secondary replica serves the call.
void RequirePrimary(const world::Caller& caller);

// The status at `now` of the secondary replica that the pool has in the region; nullopt if it has none there.
std::optional<api::ReplicaStatusType> StatusOfReplica(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                      const std::string& region, util::EpochMillis now);

// The pool as the secondary replica that serves the call shows it: under an ARN, and with tags, of its own.
void ShowAsReplica(const storage::Transaction& transaction, const world::Caller& caller, api::UserPoolType& pool);

// As FindReplicatedPool, for what the primary's region alone can do: throws api::OperationNotEnabledException in another one.
storage::UserPool FindPrimaryPool(const storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id,
                                  util::EpochMillis now);

// The document of a replica in that status.
api::UserPoolReplicaType ReplicaIn(const storage::UserPool& pool, const std::string& region, api::ReplicaStatusType status);

// The primary, as lists show it beside the others.
api::UserPoolReplicaType PrimaryOf(const storage::UserPool& pool);

// As answers show it at `now`: CREATING, ACTIVE, INACTIVE, DELETING; nullopt once its deletion is over.
std::optional<api::UserPoolReplicaType> ReplicaAt(const storage::PoolResource& record, util::EpochMillis now);

// The secondary replicas that there are at `now`, in the order of their regions.
std::vector<api::UserPoolReplicaType> ReplicasAt(const storage::Transaction& transaction, const storage::UserPool& pool,
                                                 util::EpochMillis now);

// Removes what is left of replicas whose deletion is over.
void DeleteEndedReplicas(storage::Transaction& transaction, const storage::UserPool& pool, util::EpochMillis now);

// Throws api::InvalidParameterException if the region is the primary's own.
void RequireSecondaryRegion(const storage::UserPool& pool, const std::string& region);

// The record of the secondary replica in that region. Throws api::ResourceNotFoundException if there is none at `now`, and
// api::InvalidParameterException for the primary's own region.
storage::PoolResource FindReplica(const storage::Transaction& transaction, const storage::UserPool& pool, const std::string& region,
                                  util::EpochMillis now);

// Throws api::InvalidParameterException unless the replica is in one of those states at `now`. `done` is what it cannot be in another.
void RequireStatus(const storage::PoolResource& record, util::EpochMillis now, std::initializer_list<api::ReplicaStatusType> allowed,
                   std::string_view done);

// What a user pool must have to be replicated, and keep while it is.

// Throws api::FeatureUnavailableInTierException or api::OperationNotEnabledException if a pool with these settings cannot be replicated.
void CheckReplicable(const storage::UserPool& pool, const api::UserPoolType& settings);

// Throws api::InvalidParameterException if the pool has replicas at `now` that are not about to end, and these settings take from them what
// they need. The tier is FeaturesInUse's.
void CheckStaysReplicable(const storage::Transaction& transaction, const storage::UserPool& pool, const api::UserPoolType& settings,
                          util::EpochMillis now);

// The tags of what a pool's ARN names: the pool in its own region, or in another one its replica there, which has tags of its own.

// Both throw api::ResourceNotFoundException if there is no such pool in the caller's region at `now`.
Tags LoadTags(const storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id, util::EpochMillis now);

// `change` makes the new tags out of the old ones.
void ChangeTags(storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id, util::EpochMillis now,
                const std::function<void(Tags&)>& change);

}  // namespace rockpool::pools
