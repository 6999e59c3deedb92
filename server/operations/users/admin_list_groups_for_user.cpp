#include "server/api/handlers.h"
#include "server/operations/page.h"
#include "server/operations/users/change_user.h"
#include "server/pools/groups.h"

namespace rockpool::operations {

// Assumed: in the order of names.
api::AdminListGroupsForUserResponse AdminListGroupsForUser(const Context& context, const api::AdminListGroupsForUserRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const PoolAndUser found = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username);
    const auto page = ReadPage(
        context, request.UserPoolId + "/" + found.user.username(), request.NextToken, PageSize(request.Limit, 60),
        [&](const std::string& after, std::size_t limit) {
          return transaction.group_members().GroupsOf(found.user.number(), after, limit);
        },
        [](const storage::PoolResource& group) { return group.key; }, world::kBadNextToken);
    api::AdminListGroupsForUserResponse response;
    response.Groups.emplace();
    for (const storage::PoolResource& group : page.entries) {
      response.Groups->push_back(pools::ShownGroup(group));
    }
    response.NextToken = page.next_token;
    return response;
  });
}

}  // namespace rockpool::operations
