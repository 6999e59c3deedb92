#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/pools/groups.h"

namespace rockpool::operations {
namespace {

constexpr std::size_t kMostGroups = 100;  // of a user (the developer guide, "Quotas in Amazon Cognito")

}  // namespace

void AdminAddUserToGroup(const Context& context, const api::AdminAddUserToGroupRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    const PoolAndUser found = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username);
    pools::FindResource(transaction, pools::kGroups, request.UserPoolId, request.GroupName);
    storage::GroupMembers& members = transaction.group_members();
    if (members.Add(request.UserPoolId, request.GroupName, found.user.number()) &&
        members.CountGroupsOf(found.user.number()) > kMostGroups) {
      throw api::LimitExceededException("User has reached the maximum number of groups.");  // Assumed
    }
  });
}

}  // namespace rockpool::operations
