#include "server/accounts/attributes.h"
#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/sign_up/verification.h"

namespace rockpool::operations {

api::AdminDeleteUserAttributesResponse AdminDeleteUserAttributes(const Context& context,
                                                                 const api::AdminDeleteUserAttributesRequest& request) {
  ChangeUser(context, request.UserPoolId, request.Username,
             [&](storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::User& user) {
               accounts::CheckDeletable(pool, request.UserAttributeNames, accounts::AttributeWrite::kAdminUpdate);
               sign_up::RemoveAttributes(transaction, user, request.UserAttributeNames);
             });
  return {};
}

}  // namespace rockpool::operations
