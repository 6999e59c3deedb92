#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/sign_in/mfa_preference.h"

namespace rockpool::operations {

api::AdminSetUserMFAPreferenceResponse AdminSetUserMFAPreference(const Context& context,
                                                                 const api::AdminSetUserMFAPreferenceRequest& request) {
  ChangeUser(context, request.UserPoolId, request.Username,
             [&](storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::User& user) {
               sign_in::RequireConfirmed(user);
               sign_in::SetPreference(transaction, pool, user, sign_in::PreferenceIn(request));
             });
  return {};
}

}  // namespace rockpool::operations
