#include <algorithm>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replicas.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

using storage::ResourceKind;

namespace {

void CheckRoom(const storage::Transaction& transaction, const Context& context, const storage::UserPool& pool, const std::string& region,
               util::EpochMillis now) {
  pools::RequireSecondaryRegion(pool, region);
  const auto replicas = pools::ReplicasAt(transaction, pool, now);
  if (std::ranges::find(replicas, region, &api::UserPoolReplicaType::RegionName) != replicas.end()) {
    // Assumed text
    throw api::InvalidParameterException("User pool " + pool.id + " already has a replica in region " + region + ".");
  }
  pools::RequireRoom(replicas.size(), QuotasOf(context).replicas, "replicas", pool.id);
}

}  // namespace

// A new replica is INACTIVE once it is made.
api::CreateUserPoolReplicaResponse CreateUserPoolReplica(const Context& context, const api::CreateUserPoolReplicaRequest& request) {
  const std::string& region = request.RegionName;
  const api::ListTagsForResourceResponse tags{request.UserPoolTags.value_or(pools::Tags())};
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Write([&](storage::Transaction& transaction) {
    const storage::UserPool pool = pools::FindPrimaryPool(transaction, context.caller, request.UserPoolId, now);
    pools::CheckReplicable(pool, pools::SettingsOf(pool));
    pools::CheckTags(*tags.Tags, pool.id);
    CheckRoom(transaction, context, pool, region, now);
    const auto replica = pools::NewResource(now, pool.id, region, pools::ReplicaIn(pool, region, api::ReplicaStatusType::INACTIVE));
    pools::DeleteEndedReplicas(transaction, pool, now);
    transaction.resources(ResourceKind::kReplica).Insert(replica);
    pools::Upsert(transaction.resources(ResourceKind::kReplicaTags), pools::NewResource(now, pool.id, region, tags));
    return api::CreateUserPoolReplicaResponse{pools::ReplicaAt(replica, now)};
  });
}

Existence CreateUserPoolReplicaExists(const storage::Transaction& transaction, const Context& context,
                                      const api::CreateUserPoolReplicaRequest& request) {
  const world::Caller& caller = context.caller;
  const auto pool = transaction.user_pools().Find(caller.account, caller.region, request.UserPoolId);
  if (!pool) {
    return Existence::kNowhere;
  }
  const auto replicas = pools::ReplicasAt(transaction, *pool, context.world.clock.Now());
  const auto found = std::ranges::find(replicas, request.RegionName, &api::UserPoolReplicaType::RegionName);
  return found == replicas.end() ? Existence::kNowhere : Existence::kHere;
}

}  // namespace rockpool::operations
