#include "server/api/handlers.h"
#include "server/operations/mfa/change_holder.h"
#include "server/sign_in/mfa_preference.h"

namespace rockpool::operations {

api::SetUserSettingsResponse SetUserSettings(const Context& context, const api::SetUserSettingsRequest& request) {
  ChangeHolder(context, request.AccessToken, [&](storage::Transaction&, const pools::PoolInUse&, accounts::User& user) {
    sign_in::SetOptions(user, request.MFAOptions);
  });
  return {};
}

}  // namespace rockpool::operations
