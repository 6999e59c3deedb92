#include "server/api/types.h"
#include "server/operations/arn.h"
#include "server/operations/replicas/tagged_pool.h"
#include "storage/store.h"

namespace rockpool::operations {

api::UntagResourceResponse UntagResource(const Context& context, const api::UntagResourceRequest& request) {
  const std::string id = PoolIdOfArn(context, request.ResourceArn);
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    ChangeTags(transaction, context, id, now, [&](Tags& tags) {
      for (const std::string& key : request.TagKeys) {
        tags.erase(key);
      }
    });
  });
  return {};
}

}  // namespace rockpool::operations
