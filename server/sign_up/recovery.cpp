#include "server/sign_up/recovery.h"

#include <optional>
#include <utility>

#include "server/api/errors.h"
#include "server/messaging/codes.h"
#include "server/sign_up/delivery.h"

namespace rockpool::sign_up {
namespace {

// Not an administrator's still, nor another provider's.
bool IsPasswordHis(const accounts::User& user) {
  return user.status() != api::UserStatusType::FORCE_CHANGE_PASSWORD && user.status() != api::UserStatusType::EXTERNAL_PROVIDER;
}

void CheckState(const accounts::User& user) {
  if (!user.is_enabled()) {
    throw api::NotAuthorizedException("User is disabled.");
  }
  if (!IsPasswordHis(user)) {
    throw api::NotAuthorizedException("User password cannot be reset in the current state.");
  }
}

bool IsRecoverable(const accounts::User& user) { return user.status() != api::UserStatusType::UNCONFIRMED && IsPasswordHis(user); }

}  // namespace

bool IsReachable(const pools::PoolInUse& pool, const accounts::User& user) {
  if (!IsRecoverable(user)) {
    return false;
  }
  return AdministratorsRecover(pool) ? accounts::IsVerified(user, "email") || accounts::IsVerified(user, "phone_number")
                                     : DestinationOfRecovery(pool, user).has_value();
}

messaging::Destination RequireRecoverable(const pools::PoolInUse& pool, const accounts::User& user) {
  CheckState(user);
  auto destination = user.status() == api::UserStatusType::UNCONFIRMED ? std::nullopt : DestinationOfRecovery(pool, user);
  if (!destination) {
    throw api::InvalidParameterException("Cannot reset password for the user as there is no registered/verified email or phone_number");
  }
  return *std::move(destination);
}

messaging::Destination RequireRecoverableByUser(const pools::PoolInUse& pool, const accounts::User& user) {
  CheckState(user);
  if (IsReachable(pool, user)) {
    RefuseWhereAdministratorsRecover(pool);
  }
  return RequireRecoverable(pool, user);
}

void RefuseWhereAdministratorsRecover(const pools::PoolInUse& pool) {
  if (AdministratorsRecover(pool)) {
    throw api::NotAuthorizedException("Contact administrator to reset password.");
  }
}

storage::Message SendRecoveryCode(storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::User& user,
                                  const messaging::Destination& destination, const messaging::Letter& letter, util::EpochMillis now) {
  messaging::KeepCode(transaction, user, messaging::CodePurpose::kForgotPassword, letter.code, destination, now);
  auto sent = messaging::Compose(pool, user, destination, letter, now);
  messaging::Send(transaction, sent);
  return sent;
}

}  // namespace rockpool::sign_up
