#include "server/operations/groups/groups.h"
#include "server/operations/pool_resources.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

constexpr std::size_t kDefaultPage = 60;  // Assumed: the most that a request may ask for

}  // namespace

api::ListGroupsResponse ListGroups(const Context& context, const api::ListGroupsRequest& request) {
  const auto asked = static_cast<std::size_t>(request.Limit.value_or(0));
  const auto page = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return ReadResources(transaction, context, storage::ResourceKind::kGroup, request.UserPoolId, request.NextToken,
                         asked == 0 ? kDefaultPage : asked);
  });
  api::ListGroupsResponse response;
  response.Groups.emplace();
  for (const storage::PoolResource& record : page.entries) {
    response.Groups->push_back(ShownGroup(record));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
