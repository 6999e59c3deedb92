#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/api/types.h"
#include "server/operations/context.h"
#include "server/pools/identifiers.h"
#include "server/pools/replicas/replicas.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::TagResourceResponse TagResource(const Context& context, const api::TagResourceRequest& request) {
  const std::string id = pools::PoolIdOfArn(context.caller, request.ResourceArn);
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    pools::ChangeTags(transaction, context.caller, id, now, [&](pools::Tags& tags) {
      for (const auto& [key, value] : request.Tags) {
        tags.insert_or_assign(key, value);
      }
      if (const auto fault = pools::FaultOf(tags, id)) {
        throw api::InvalidParameterException(*fault);
      }
    });
  });
  return {};
}

}  // namespace rockpool::operations
