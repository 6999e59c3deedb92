#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/resource_servers.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::CreateResourceServerResponse CreateResourceServer(const Context& context, const api::CreateResourceServerRequest& request) {
  clients::CheckResourceServerScopes(QuotasOf(context), context.operation, request.Identifier, request.Scopes);
  const api::ResourceServerType server = clients::ResourceServerOf(request);
  const auto record = pools::NewResource(context.world.clock.Now(), request.UserPoolId, request.Identifier, server);
  context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    auto& servers = transaction.resources(storage::ResourceKind::kResourceServer);
    if (servers.Find(request.UserPoolId, request.Identifier)) {
      throw api::InvalidParameterException(request.Identifier + " already exists in user pool " + request.UserPoolId + ".");
    }
    pools::RequireRoom(servers.Count(request.UserPoolId), QuotasOf(context).resource_servers, "resource servers", request.UserPoolId);
    servers.Insert(record);
  });
  return {server};
}

Existence CreateResourceServerExists(const storage::Transaction& transaction, const Context& context,
                                     const api::CreateResourceServerRequest& request) {
  const auto& servers = transaction.resources(storage::ResourceKind::kResourceServer);
  return InOwnPool(transaction, context, request.UserPoolId, servers.Find(request.UserPoolId, request.Identifier).has_value());
}

}  // namespace rockpool::operations
