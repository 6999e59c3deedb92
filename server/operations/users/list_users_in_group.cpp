#include <charconv>

#include "server/accounts/user.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/pools/groups.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

// Assumed: in the order of joining.
api::ListUsersInGroupResponse ListUsersInGroup(const Context& context, const api::ListUsersInGroupRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    pools::FindResource(transaction, pools::kGroups, request.UserPoolId, request.GroupName);
    const auto page = ReadPage(
        context, request.UserPoolId + "/" + request.GroupName, request.NextToken, PageSize(request.Limit, 60),
        [&](const std::string& after, std::size_t limit) {
          std::int64_t number = 0;
          std::from_chars(after.data(), after.data() + after.size(), number);
          return transaction.group_members().MembersOf(request.UserPoolId, request.GroupName, number, limit);
        },
        [](const storage::GroupMember& member) { return std::to_string(member.number); }, world::kBadNextToken);
    api::ListUsersInGroupResponse response;
    response.Users.emplace();
    for (const storage::GroupMember& member : page.entries) {
      response.Users->push_back(accounts::Shown(accounts::Decode(member.user)));
    }
    response.NextToken = page.next_token;
    return response;
  });
}

}  // namespace rockpool::operations
