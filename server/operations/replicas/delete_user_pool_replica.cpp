#include "server/operations/pool_resources.h"
#include "server/operations/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DeleteUserPoolReplicaResponse DeleteUserPoolReplica(const Context& context, const api::DeleteUserPoolReplicaRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Write([&](storage::Transaction& transaction) {
    const storage::UserPool pool = FindPrimaryPool(transaction, context, request.UserPoolId, now);
    auto record = FindReplica(transaction, pool, request.RegionName, now);
    RequireStatus(record, now, {api::ReplicaStatusType::INACTIVE}, "deleted");
    Change(now, record, ReplicaIn(pool, request.RegionName, api::ReplicaStatusType::DELETING));
    transaction.resources(storage::ResourceKind::kReplica).Update(record);
    return api::DeleteUserPoolReplicaResponse{ReplicaAt(record, now)};
  });
}

}  // namespace rockpool::operations
