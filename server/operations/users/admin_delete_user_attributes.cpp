#include "server/accounts/attributes.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/users/change_user.h"

namespace rockpool::operations {

api::AdminDeleteUserAttributesResponse AdminDeleteUserAttributes(const Context& context,
                                                                 const api::AdminDeleteUserAttributesRequest& request) {
  ChangeUser(context, request.UserPoolId, request.Username,
             [&](storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::User& user) {
               accounts::CheckDeletable(pool, request.UserAttributeNames, accounts::AttributeWrite::kAdminUpdate);
               for (const std::string& name : request.UserAttributeNames) {
                 accounts::RemoveAttribute(user, name);
                 if (name == "email" || name == "phone_number") {
                   messaging::DeleteCode(transaction, user, messaging::VerifyPurpose(name));  // it would prove the old value
                 }
               }
             });
  return {};
}

}  // namespace rockpool::operations
