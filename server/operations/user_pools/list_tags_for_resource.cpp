#include "server/api/handlers.h"
#include "server/api/types.h"
#include "server/operations/context.h"
#include "server/pools/identifiers.h"
#include "server/pools/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::operations {

api::ListTagsForResourceResponse ListTagsForResource(const Context& context, const api::ListTagsForResourceRequest& request) {
  const std::string id = pools::PoolIdOfArn(context.caller, request.ResourceArn);
  const util::EpochMillis now = context.world.clock.Now();
  return {context.world.store.Read(
      [&](const storage::Transaction& transaction) { return pools::LoadTags(transaction, context.caller, id, now); })};
}

}  // namespace rockpool::operations
