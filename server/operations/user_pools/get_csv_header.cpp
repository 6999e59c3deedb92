#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetCSVHeaderResponse GetCSVHeader(const Context& context, const api::GetCSVHeaderRequest& request) {
  const auto pool = context.world.store.Read([&](const storage::Transaction& transaction) {
    return pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
  });
  api::GetCSVHeaderResponse response;
  response.UserPoolId = request.UserPoolId;
  response.CSVHeader.emplace();
  for (const api::SchemaAttributeType& attribute : *pool->SchemaAttributes) {
    if (attribute.Name != "sub") {  // the pool gives it, an import does not
      response.CSVHeader->push_back(*attribute.Name);
    }
  }
  response.CSVHeader->emplace_back("cognito:mfa_enabled");
  response.CSVHeader->emplace_back("cognito:username");
  response.CSVHeader->emplace_back("password_hash");
  return response;
}

}  // namespace rockpool::operations
