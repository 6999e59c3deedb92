#include "server/operations/provisioned_limits/api_categories.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetProvisionedLimitResponse GetProvisionedLimit(const Context& context, const api::GetProvisionedLimitRequest& request) {
  const ApiCategory& category = CategoryOf(request.LimitDefinition);
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    return api::GetProvisionedLimitResponse{ShownLimit(transaction, context, category)};
  });
}

}  // namespace rockpool::operations
