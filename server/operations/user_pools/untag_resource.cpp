#include "server/api/handlers.h"
#include "server/api/types.h"
#include "server/operations/context.h"
#include "server/pools/identifiers.h"
#include "server/pools/replicas/replicas.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::UntagResourceResponse UntagResource(const Context& context, const api::UntagResourceRequest& request) {
  const std::string id = pools::PoolIdOfArn(context.caller, request.ResourceArn);
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    pools::ChangeTags(transaction, context.caller, id, now, [&](pools::Tags& tags) {
      for (const std::string& key : request.TagKeys) {
        tags.erase(key);
      }
    });
  });
  return {};
}

}  // namespace rockpool::operations
