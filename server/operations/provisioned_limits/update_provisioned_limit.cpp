#include <string>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/api_categories.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// Assumed: the errors and their texts; the rule is documented.
void CheckValue(const pools::ApiCategory& category, std::int32_t value) {
  if (value < category.free) {
    throw api::InvalidParameterException("Requested limit value " + std::to_string(value) + " is below the default limit of " +
                                         std::to_string(category.free) + " for API category " + std::string(category.name) + ".");
  }
  if (value > category.maximum) {
    throw api::ServiceQuotaExceededException("Requested limit value " + std::to_string(value) + " exceeds the account's maximum of " +
                                             std::to_string(category.maximum) + " for API category " + std::string(category.name) + ".");
  }
}

}  // namespace

api::UpdateProvisionedLimitResponse UpdateProvisionedLimit(const Context& context, const api::UpdateProvisionedLimitRequest& request) {
  const pools::ApiCategory& category = pools::CategoryOf(request.LimitDefinition);
  CheckValue(category, request.RequestedLimitValue);
  const storage::ProvisionedLimit limit{context.caller.account, context.caller.region, std::string(category.name),
                                        request.RequestedLimitValue};
  return context.world.store.Write([&](storage::Transaction& transaction) {
    transaction.provisioned_limits().Put(limit);
    return api::UpdateProvisionedLimitResponse{pools::ShownLimit(transaction, context.caller, category)};
  });
}

}  // namespace rockpool::operations
