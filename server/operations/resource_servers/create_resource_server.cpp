#include "server/api/errors.h"
#include "server/operations/pool_resources.h"
#include "server/operations/quota.h"
#include "server/operations/resource_servers/resource_servers.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::CreateResourceServerResponse CreateResourceServer(const Context& context, const api::CreateResourceServerRequest& request) {
  CheckScopes(context, request.Identifier, request.Scopes);
  const api::ResourceServerType server = ResourceServerOf(request);
  const auto record = NewResource(context.world.clock.Now(), request.UserPoolId, request.Identifier, server);
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    auto& servers = transaction.resources(storage::ResourceKind::kResourceServer);
    if (servers.Find(request.UserPoolId, request.Identifier)) {
      throw api::InvalidParameterException(request.Identifier + " already exists in user pool " + request.UserPoolId + ".");
    }
    RequireRoom(servers.Count(request.UserPoolId), context.world.settings.quotas.resource_servers, "resource servers", request.UserPoolId);
    servers.Insert(record);
  });
  return {server};
}

}  // namespace rockpool::operations
