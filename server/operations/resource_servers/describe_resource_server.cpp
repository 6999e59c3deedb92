#include "server/operations/pool_resources.h"
#include "server/operations/resource_servers/resource_servers.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeResourceServerResponse DescribeResourceServer(const Context& context, const api::DescribeResourceServerRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return FindResourceServer(transaction, request.UserPoolId, request.Identifier);
  });
  return {ContentOf<api::ResourceServerType>(record)};
}

}  // namespace rockpool::operations
