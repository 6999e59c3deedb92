#include "server/api/types.h"
#include "server/operations/arn.h"
#include "server/operations/replicas/tagged_pool.h"
#include "storage/store.h"

namespace rockpool::operations {

api::ListTagsForResourceResponse ListTagsForResource(const Context& context, const api::ListTagsForResourceRequest& request) {
  const std::string id = PoolIdOfArn(context, request.ResourceArn);
  const util::EpochMillis now = context.world.clock.Now();
  return {context.world.store.Read([&](const storage::Transaction& transaction) { return LoadTags(transaction, context, id, now); })};
}

}  // namespace rockpool::operations
