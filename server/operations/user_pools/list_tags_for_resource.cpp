#include "server/operations/arn.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::ListTagsForResourceResponse ListTagsForResource(const Context& context, const api::ListTagsForResourceRequest& request) {
  const std::string id = PoolIdOfArn(context, request.ResourceArn);
  return {
      context.world.store.Read([&](const storage::Transaction& transaction) { return LoadPool(transaction, context, id).UserPoolTags; })};
}

}  // namespace rockpool::operations
