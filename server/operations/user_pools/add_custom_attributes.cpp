#include "server/operations/quota.h"
#include "server/operations/user_pools/schema_attributes.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::AddCustomAttributesResponse AddCustomAttributes(const Context& context, const api::AddCustomAttributesRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    storage::UserPool record = FindPool(transaction, context, request.UserPoolId);
    api::UserPoolType settings = SettingsOf(record);
    AppendCustomAttributes(*settings.SchemaAttributes, request.CustomAttributes);
    RequireAtMost(context, CountCustomAttributes(*settings.SchemaAttributes), context.world.settings.quotas.custom_attributes,
                  "custom attributes", "user pool " + record.id);
    SaveChange(transaction, now, std::move(record), settings);
  });
  return {};
}

}  // namespace rockpool::operations
