#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"

namespace rockpool::operations {

// What AdminDisableUser ended stays ended.
api::AdminEnableUserResponse AdminEnableUser(const Context& context, const api::AdminEnableUserRequest& request) {
  ChangeUser(context, request.UserPoolId, request.Username,
             [](storage::Transaction&, const pools::PoolInUse&, accounts::User& user) { user.content.Enabled = true; });
  return {};
}

}  // namespace rockpool::operations
