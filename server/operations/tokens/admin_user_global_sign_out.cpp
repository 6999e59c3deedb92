#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/sign_in/issue_tokens.h"

namespace rockpool::operations {

api::AdminUserGlobalSignOutResponse AdminUserGlobalSignOut(const Context& context, const api::AdminUserGlobalSignOutRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    sign_in::SignOutEverywhere(transaction, RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username).user);
  });
  return {};
}

}  // namespace rockpool::operations
