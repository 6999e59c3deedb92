#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/sign_in/mfa_preference.h"

namespace rockpool::operations {

api::AdminSetUserSettingsResponse AdminSetUserSettings(const Context& context, const api::AdminSetUserSettingsRequest& request) {
  ChangeUser(context, request.UserPoolId, request.Username,
             [&](storage::Transaction&, const pools::PoolInUse&, accounts::User& user) { sign_in::SetOptions(user, request.MFAOptions); });
  return {};
}

}  // namespace rockpool::operations
