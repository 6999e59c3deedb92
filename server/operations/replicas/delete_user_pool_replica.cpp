#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DeleteUserPoolReplicaResponse DeleteUserPoolReplica(const Context& context, const api::DeleteUserPoolReplicaRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Write([&](storage::Transaction& transaction) {
    const storage::UserPool pool = pools::FindPrimaryPool(transaction, context.caller, request.UserPoolId, now);
    auto record = pools::FindReplica(transaction, pool, request.RegionName, now);
    pools::RequireStatus(record, now, {api::ReplicaStatusType::INACTIVE}, "deleted");
    pools::Change(now, record, pools::ReplicaIn(pool, request.RegionName, api::ReplicaStatusType::DELETING));
    transaction.resources(storage::ResourceKind::kReplica).Update(record);
    return api::DeleteUserPoolReplicaResponse{pools::ReplicaAt(record, now)};
  });
}

}  // namespace rockpool::operations
