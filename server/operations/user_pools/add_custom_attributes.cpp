#include "server/accounts/import/import_jobs.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/pools/quotas.h"
#include "server/pools/schema/schema_attributes.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::AddCustomAttributesResponse AddCustomAttributes(const Context& context, const api::AddCustomAttributesRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    storage::UserPool record = pools::FindPool(transaction, context.caller, request.UserPoolId);
    accounts::RequireNoImport(transaction, record);
    api::UserPoolType settings = pools::SettingsOf(record);
    pools::AppendCustomAttributes(*settings.SchemaAttributes, request.CustomAttributes);
    pools::RequireAtMost(context.operation, pools::CountCustomAttributes(*settings.SchemaAttributes), QuotasOf(context).custom_attributes,
                         "custom attributes", "user pool " + record.id);
    pools::SaveChange(transaction, now, std::move(record), settings);
  });
  return {};
}

// There are as many as the request has: if some are there and others are not, the call says which.
Existence AddCustomAttributesExists(const storage::Transaction& transaction, const Context& context,
                                    const api::AddCustomAttributesRequest& request) {
  const world::Caller& caller = context.caller;
  const auto pool = transaction.user_pools().Find(caller.account, caller.region, request.UserPoolId);
  return pool && pools::HasCustomAttributes(*pools::SettingsOf(*pool).SchemaAttributes, request.CustomAttributes) ? Existence::kHere
                                                                                                                  : Existence::kNowhere;
}

}  // namespace rockpool::operations
