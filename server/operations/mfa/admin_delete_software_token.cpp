#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/sign_in/mfa_preference.h"

namespace rockpool::operations {

// Assumed: that a user without a token, a pool without authenticators and a disabled user are no errors, and that a secret that waits to be
// verified goes too.
api::AdminDeleteSoftwareTokenResponse AdminDeleteSoftwareToken(const Context& context,
                                                               const api::AdminDeleteSoftwareTokenRequest& request) {
  ChangeUser(context, request.UserPoolId, request.Username,
             [](storage::Transaction& transaction, const pools::PoolInUse&, accounts::User& user) {
               sign_in::RequireConfirmed(user);
               storage::Credentials credentials = transaction.credentials().Find(user.number());
               credentials.software_token.reset();
               credentials.pending_token_secret.reset();
               transaction.credentials().Put(user.number(), credentials);
               sign_in::TurnOff(user, sign_in::Question::SOFTWARE_TOKEN_MFA);
             });
  return {};
}

}  // namespace rockpool::operations
