#include "server/operations/pool_resources.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

constexpr int kDefaultPage = 50;  // Assumed: the most that a request may ask for

}  // namespace

api::ListResourceServersResponse ListResourceServers(const Context& context, const api::ListResourceServersRequest& request) {
  const auto page = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return ReadResources(transaction, context, storage::ResourceKind::kResourceServer, request.UserPoolId, request.NextToken,
                         static_cast<std::size_t>(request.MaxResults.value_or(kDefaultPage)));
  });
  api::ListResourceServersResponse response;
  for (const storage::PoolResource& record : page.entries) {
    response.ResourceServers.push_back(ContentOf<api::ResourceServerType>(record));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
