#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"

namespace rockpool::operations {

api::AdminDisableUserResponse AdminDisableUser(const Context& context, const api::AdminDisableUserRequest& request) {
  ChangeUser(context, request.UserPoolId, request.Username,
             [](storage::Transaction& transaction, const pools::PoolInUse&, accounts::User& user) {
               user.content.Enabled = false;
               transaction.refresh_families().RevokeAllOfUser(user.number());
               transaction.sign_in_sessions().DeleteOfUser(user.number());
             });
  return {};
}

}  // namespace rockpool::operations
