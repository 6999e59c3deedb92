#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/sign_in/issue_tokens.h"

namespace rockpool::operations {

api::AdminDisableUserResponse AdminDisableUser(const Context& context, const api::AdminDisableUserRequest& request) {
  ChangeUser(context, request.UserPoolId, request.Username,
             [](storage::Transaction& transaction, const pools::PoolInUse&, accounts::User& user) {
               user.content.Enabled = false;
               sign_in::SignOutEverywhere(transaction, user);
               transaction.browser_sessions().DeleteOfUser(user.number());  // Assumed: who is enabled again is asked again
             });
  return {};
}

}  // namespace rockpool::operations
