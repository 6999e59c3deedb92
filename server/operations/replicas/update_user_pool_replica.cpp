#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::operations {

// May be called from the primary's region and from the replica's.
api::UpdateUserPoolReplicaResponse UpdateUserPoolReplica(const Context& context, const api::UpdateUserPoolReplicaRequest& request) {
  const auto status =
      request.Status == api::UpdateReplicaStatusType::ACTIVE ? api::ReplicaStatusType::ACTIVE : api::ReplicaStatusType::INACTIVE;
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Write([&](storage::Transaction& transaction) {
    const storage::UserPool pool = pools::FindReplicatedPool(transaction, context.caller, request.UserPoolId, now).pool;
    auto record = pools::FindReplica(transaction, pool, request.RegionName, now);
    pools::RequireStatus(record, now, {api::ReplicaStatusType::ACTIVE, api::ReplicaStatusType::INACTIVE}, "updated");
    pools::Change(now, record, pools::ReplicaIn(pool, request.RegionName, status));
    transaction.resources(storage::ResourceKind::kReplica).Update(record);
    return api::UpdateUserPoolReplicaResponse{pools::ReplicaAt(record, now)};
  });
}

}  // namespace rockpool::operations
