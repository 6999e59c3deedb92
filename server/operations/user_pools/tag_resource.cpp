#include "server/api/errors.h"
#include "server/operations/arn.h"
#include "server/operations/user_pools/tags.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::TagResourceResponse TagResource(const Context& context, const api::TagResourceRequest& request) {
  const std::string id = PoolIdOfArn(context, request.ResourceArn);
  context.world.store.Write([&](storage::Transaction& transaction) {
    storage::UserPool record = FindPool(transaction, context, id);
    api::UserPoolType settings = SettingsOf(record);
    for (const auto& [key, value] : request.Tags) {
      settings.UserPoolTags->insert_or_assign(key, value);
    }
    if (const auto fault = FaultOf(*settings.UserPoolTags, id)) {
      throw api::InvalidParameterException(*fault);
    }
    SaveTags(transaction, std::move(record), settings);
  });
  return {};
}

}  // namespace rockpool::operations
