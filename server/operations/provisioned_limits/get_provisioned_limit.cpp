#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/api_categories.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetProvisionedLimitResponse GetProvisionedLimit(const Context& context, const api::GetProvisionedLimitRequest& request) {
  const pools::ApiCategory& category = pools::CategoryOf(request.LimitDefinition);
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    return api::GetProvisionedLimitResponse{pools::ShownLimit(transaction, context.caller, category)};
  });
}

}  // namespace rockpool::operations
