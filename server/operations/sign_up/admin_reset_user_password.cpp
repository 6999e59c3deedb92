#include <string>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/users/change_user.h"
#include "server/sign_up/recovery.h"

namespace rockpool::operations {

api::AdminResetUserPasswordResponse AdminResetUserPassword(const Context& context, const api::AdminResetUserPasswordRequest& request) {
  const std::string code = messaging::DrawCode(context.world.random);
  const util::EpochMillis now = context.world.clock.Now();
  storage::Message message;
  ChangeUser(context, request.UserPoolId, request.Username,
             [&](storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::User& user) {
               const messaging::Destination destination = sign_up::RequireRecoverable(pool, user);
               message = sign_up::SendRecoveryCode(transaction, pool, user, "", destination, code, now);
               user.content.UserStatus = api::UserStatusType::RESET_REQUIRED;
             });
  messaging::Announce(message);
  return {};
}

}  // namespace rockpool::operations
