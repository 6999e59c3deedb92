#include "server/api/errors.h"
#include "server/api/types.h"
#include "server/operations/arn.h"
#include "server/operations/replicas/tagged_pool.h"
#include "storage/store.h"

namespace rockpool::operations {

api::TagResourceResponse TagResource(const Context& context, const api::TagResourceRequest& request) {
  const std::string id = PoolIdOfArn(context, request.ResourceArn);
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    ChangeTags(transaction, context, id, now, [&](Tags& tags) {
      for (const auto& [key, value] : request.Tags) {
        tags.insert_or_assign(key, value);
      }
      if (const auto fault = FaultOf(tags, id)) {
        throw api::InvalidParameterException(*fault);
      }
    });
  });
  return {};
}

}  // namespace rockpool::operations
