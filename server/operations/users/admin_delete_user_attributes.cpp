#include "server/accounts/attributes.h"
#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"

namespace rockpool::operations {

api::AdminDeleteUserAttributesResponse AdminDeleteUserAttributes(const Context& context,
                                                                 const api::AdminDeleteUserAttributesRequest& request) {
  ChangeUser(context, request.UserPoolId, request.Username, [&](storage::Transaction&, const pools::PoolInUse& pool, accounts::User& user) {
    accounts::CheckDeletable(pool, request.UserAttributeNames);
    for (const std::string& name : request.UserAttributeNames) {
      accounts::RemoveAttribute(user, name);
    }
  });
  return {};
}

}  // namespace rockpool::operations
