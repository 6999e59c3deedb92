#include "server/sign_in/standing.h"

#include <string>

#include "server/accounts/attempts.h"
#include "server/accounts/passwords.h"
#include "server/api/errors.h"
#include "server/sign_in/session.h"

namespace rockpool::sign_in {
namespace {

void RefuseReset(const accounts::User& user) {
  if (user.status() == api::UserStatusType::RESET_REQUIRED) {
    throw api::PasswordResetRequiredException("Password reset required for the user");
  }
}

void RefuseUnconfirmed(const accounts::User& user) {
  if (user.status() == api::UserStatusType::UNCONFIRMED) {
    throw api::UserNotConfirmedException("User is not confirmed.");
  }
}

void RequireConfirmed(const Call& call, const accounts::User& user) {
  call.trace.Check("user is confirmed");
  RefuseUnconfirmed(user);
}

// Of who is in good standing. False: nothing was counted that locks; the write that ends the step looks again.
bool MayBeLocked(const Call& call, const Subject& subject) {
  call.trace.Check("lockout");
  if (call.is_guess_counted) {
    call.trace.Explain("the guess was let through and counted before UserMigration was asked");
    return false;
  }
  call.trace.Explain(std::to_string(subject.failures) + " failures in a row");
  return subject.failures > 0;
}

void RequireUnlocked(const storage::Transaction& transaction, const Call& call, const Subject& subject) {
  accounts::RequireUnlocked(transaction, call.pool().id, LockOf(call, subject.lock_name), call.now);
}

}  // namespace

void RequireGoodStanding(const Call& call, const Subject& subject) {
  if (!subject.user) {
    return;
  }
  call.trace.Check("user is enabled");
  if (!subject.user->is_enabled()) {
    throw api::NotAuthorizedException("User is disabled.");
  }
  // Whatever the password is (the developer guide).
  call.trace.Check("no password reset is required");
  // Of who came by an import it is hidden that he is there (the developer guide, "Managing error responses").
  const bool is_hidden = subject.credentials.imported_hash && clients::HidesWhoExists(*call.client);
  if (is_hidden && subject.user->status() == api::UserStatusType::RESET_REQUIRED) {
    throw api::NotAuthorizedException("Incorrect username or password.");
  }
  RefuseReset(*subject.user);
}

std::string LockOf(const Call& call, const std::string& lock_name) {
  // No name has a line break: the model's pattern.
  return call.caller.replica.empty() ? lock_name : lock_name + "\n" + call.caller.replica;
}

void RequireMayTry(const storage::Transaction& transaction, const Call& call, const Subject& subject) {
  RequireGoodStanding(call, subject);
  if (MayBeLocked(call, subject)) {
    RequireUnlocked(transaction, call, subject);
  }
}

void RequireMayTry(const Call& call, const Subject& subject) {
  RequireGoodStanding(call, subject);
  if (MayBeLocked(call, subject)) {
    call.rounds.Look([&](const storage::Transaction& transaction) { RequireUnlocked(transaction, call, subject); });
  }
}

void RequireMayGuess(const storage::Transaction& transaction, const Call& call, const Subject& subject, std::optional<Question> question) {
  const bool is_password = !question || IsAnsweredByPassword(*question);
  const bool is_code = question == Question::SMS_MFA || question == Question::EMAIL_OTP || question == Question::SOFTWARE_TOKEN_MFA;
  // Assumed: that the lockout is for codes too, once they are more than a session's.
  const auto is_much = [&] {
    return accounts::WrongPasswordsOf(transaction, call.pool().id, LockOf(call, subject.lock_name), call.now) >= TriesOf(*question);
  };
  if (is_password || (is_code && is_much())) {
    RequireUnlocked(transaction, call, subject);
  }
}

void RequireStatusForTokens(const accounts::User& user) {
  RefuseReset(user);
  RefuseUnconfirmed(user);
}

void RequireMayEnterWithoutPassword(const Call& call, const Subject& subject) {
  RequireGoodStanding(call, subject);
  if (subject.user) {
    RequireConfirmed(call, *subject.user);
  }
}

void RequireMayEnter(const Call& call, const Subject& subject) {
  const accounts::User& user = *subject.user;
  call.trace.Check("temporary password is young enough");
  if (user.status() == api::UserStatusType::FORCE_CHANGE_PASSWORD &&
      accounts::HasTemporaryPasswordExpired(call.pool(), subject.credentials.password_set_millis, call.now)) {
    throw api::NotAuthorizedException("Temporary password has expired and must be reset by an administrator.");
  }
  RequireConfirmed(call, user);
}

Wrong WrongPassword(const Call& call, const Subject& subject) {
  if (!subject.user) {
    call.trace.Explain("the pool has no such user");
  } else if (!accounts::HasPassword(subject.credentials)) {
    call.trace.Explain("the user has no password");
  } else {
    call.trace.Explain("the password is wrong, failure " + std::to_string(subject.failures + 1) + " in a row");
  }
  return WrongAnswer(api::NotAuthorizedException("Incorrect username or password."), Costs::kTheSession);
}

}  // namespace rockpool::sign_in
