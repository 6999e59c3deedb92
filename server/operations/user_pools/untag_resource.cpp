#include "server/operations/arn.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::UntagResourceResponse UntagResource(const Context& context, const api::UntagResourceRequest& request) {
  const std::string id = PoolIdOfArn(context, request.ResourceArn);
  context.world.store.Write([&](storage::Transaction& transaction) {
    storage::UserPool record = FindPool(transaction, context, id);
    api::UserPoolType settings = SettingsOf(record);
    for (const std::string& key : request.TagKeys) {
      settings.UserPoolTags->erase(key);
    }
    SaveTags(transaction, std::move(record), settings);
  });
  return {};
}

}  // namespace rockpool::operations
