#include <algorithm>

#include "server/api/errors.h"
#include "server/operations/pool_resources.h"
#include "server/operations/quota.h"
#include "server/operations/replicas/replicable.h"
#include "server/operations/replicas/replicas.h"
#include "server/operations/user_pools/tags.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

using storage::ResourceKind;

namespace {

void CheckRoom(const storage::Transaction& transaction, const Context& context, const storage::UserPool& pool, const std::string& region,
               util::EpochMillis now) {
  RequireSecondaryRegion(pool, region);
  const auto replicas = ReplicasAt(transaction, pool, now);
  if (std::ranges::find(replicas, region, &api::UserPoolReplicaType::RegionName) != replicas.end()) {
    // Assumed text
    throw api::InvalidParameterException("User pool " + pool.id + " already has a replica in region " + region + ".");
  }
  RequireRoom(replicas.size(), context.world.settings.quotas.replicas, "replicas", pool.id);
}

}  // namespace

// A new replica is INACTIVE once it is made.
api::CreateUserPoolReplicaResponse CreateUserPoolReplica(const Context& context, const api::CreateUserPoolReplicaRequest& request) {
  const std::string& region = request.RegionName;
  const api::ListTagsForResourceResponse tags{request.UserPoolTags.value_or(Tags())};
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Write([&](storage::Transaction& transaction) {
    const storage::UserPool pool = FindPrimaryPool(transaction, context, request.UserPoolId, now);
    CheckReplicable(pool, SettingsOf(pool));
    CheckTags(*tags.Tags, pool.id);
    CheckRoom(transaction, context, pool, region, now);
    const auto replica = NewResource(now, pool.id, region, ReplicaIn(pool, region, api::ReplicaStatusType::INACTIVE));
    DeleteEndedReplicas(transaction, pool, now);
    transaction.resources(ResourceKind::kReplica).Insert(replica);
    Upsert(transaction.resources(ResourceKind::kReplicaTags), NewResource(now, pool.id, region, tags));
    return api::CreateUserPoolReplicaResponse{ReplicaAt(replica, now)};
  });
}

}  // namespace rockpool::operations
