#include "server/sign_up/recovery.h"

#include "server/api/errors.h"
#include "server/messaging/codes.h"
#include "server/sign_up/delivery.h"

namespace rockpool::sign_up {

bool IsReachable(const pools::PoolInUse& pool, const accounts::User& user) {
  try {
    DestinationOfRecovery(pool, user);
    return true;
  } catch (const api::InvalidParameterException&) {
    return false;
  } catch (const api::NotAuthorizedException&) {
    return true;  // administrators would have to: what the pool says, not what the user has
  }
}

messaging::Destination RequireRecoverable(const pools::PoolInUse& pool, const accounts::User& user) {
  if (!user.is_enabled()) {
    throw api::NotAuthorizedException("User is disabled.");
  }
  if (user.status() == api::UserStatusType::FORCE_CHANGE_PASSWORD || user.status() == api::UserStatusType::EXTERNAL_PROVIDER) {
    throw api::NotAuthorizedException("User password cannot be reset in the current state.");
  }
  return DestinationOfRecovery(pool, user);
}

storage::Message SendRecoveryCode(storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::User& user,
                                  std::string_view client_id, const messaging::Destination& destination, const std::string& code,
                                  util::EpochMillis now) {
  transaction.codes().Put(messaging::KeptCode(user, messaging::CodePurpose::kForgotPassword, code, destination.attribute, now));
  auto sent =
      messaging::Compose(pool, user, destination, {messaging::MessagePurpose::kForgotPassword, std::string(client_id), code, "", ""}, now);
  messaging::Send(transaction, sent);
  return sent;
}

}  // namespace rockpool::sign_up
