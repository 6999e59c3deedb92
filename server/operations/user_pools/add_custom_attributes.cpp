#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/pools/quotas.h"
#include "server/pools/schema/schema_attributes.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::AddCustomAttributesResponse AddCustomAttributes(const Context& context, const api::AddCustomAttributesRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    storage::UserPool record = pools::FindPool(transaction, context.caller, request.UserPoolId);
    api::UserPoolType settings = pools::SettingsOf(record);
    pools::AppendCustomAttributes(*settings.SchemaAttributes, request.CustomAttributes);
    pools::RequireAtMost(context.operation, pools::CountCustomAttributes(*settings.SchemaAttributes), QuotasOf(context).custom_attributes,
                         "custom attributes", "user pool " + record.id);
    pools::SaveChange(transaction, now, std::move(record), settings);
  });
  return {};
}

}  // namespace rockpool::operations
