#include "server/operations/pool_resources.h"
#include "server/operations/resource_servers/resource_servers.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

// Scopes that the request leaves out are gone, whether or not an app client has them (documented: what is not given goes back to its
// default; reported: nothing holds a scope that is in use).
api::UpdateResourceServerResponse UpdateResourceServer(const Context& context, const api::UpdateResourceServerRequest& request) {
  CheckScopes(context, request.Identifier, request.Scopes);
  const api::ResourceServerType server = ResourceServerOf(request);
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    auto record = FindResourceServer(transaction, request.UserPoolId, request.Identifier);
    Change(now, record, server);
    transaction.resources(storage::ResourceKind::kResourceServer).Update(record);
  });
  return {server};
}

}  // namespace rockpool::operations
