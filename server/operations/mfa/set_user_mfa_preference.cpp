#include "server/api/handlers.h"
#include "server/operations/mfa/change_holder.h"
#include "server/sign_in/mfa_preference.h"

namespace rockpool::operations {

api::SetUserMFAPreferenceResponse SetUserMFAPreference(const Context& context, const api::SetUserMFAPreferenceRequest& request) {
  ChangeHolder(context, request.AccessToken, [&](storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::User& user) {
    sign_in::SetPreference(transaction, pool, user, sign_in::PreferenceIn(request));
  });
  return {};
}

}  // namespace rockpool::operations
