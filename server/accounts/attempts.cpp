#include "server/accounts/attempts.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "server/api/errors.h"

namespace rockpool::accounts {
namespace {

constexpr std::string_view kPassword = "password";
constexpr std::int64_t kFreeFailures = 4;
constexpr util::EpochMillis kSecond = 1000;
constexpr util::EpochMillis kLongestLock = 15 * 60 * kSecond;  // and after as long a silence all is forgotten
constexpr util::EpochMillis kMinute = 60 * kSecond;
constexpr util::EpochMillis kHour = 60 * 60 * kSecond;

// 2^(n-5) seconds from the fifth failure on (the developer guide, "Lockout behavior for failed sign-in attempts").
util::EpochMillis LockAfter(std::int64_t failures) {
  if (failures <= kFreeFailures) {
    return 0;
  }
  const std::int64_t doublings = std::min<std::int64_t>(failures - kFreeFailures - 1, 10);
  return std::min(kSecond << doublings, kLongestLock);
}

struct Limit {
  std::string_view kind;
  std::int64_t an_hour;
};

// By hour and user (the developer guide, "Quotas in Amazon Cognito"); of recovery 5 to 20 by risk, of which a user without any has the
// most.
constexpr std::array<Limit, 6> kLimits{{{"confirm_sign_up", 15},
                                        {"resend_confirmation_code", 5},
                                        {"verify_user_attribute", 15},
                                        {"get_user_attribute_verification_code", 5},
                                        {"change_password", 5},
                                        {"forgot_password", 20}}};

Limit LimitOf(Limited what) { return kLimits.at(static_cast<std::size_t>(what)); }

void Keep(storage::Transaction& transaction, const storage::Attempts& attempts, util::EpochMillis now) {
  transaction.SweepExpired(now, kSweptRows);
  transaction.attempts().Put(attempts);
}

}  // namespace

void RequireUnlocked(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject,
                     util::EpochMillis now) {
  const auto failures = transaction.attempts().Find(user_pool_id, subject, kPassword);
  // A clock that was turned back must not lock anybody out for as long; calls at once may be a little apart.
  if (failures && now > failures->last_millis - kMinute && now - failures->last_millis < LockAfter(failures->count)) {
    throw api::NotAuthorizedException("Password attempts exceeded");
  }
}

void CountWrongPassword(storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject, util::EpochMillis now) {
  auto failures = transaction.attempts().Find(user_pool_id, subject, kPassword);
  if (!failures || failures->expires_millis <= now) {
    failures.emplace();
    failures->user_pool_id = user_pool_id;
    failures->subject = subject;
    failures->kind = kPassword;
    failures->first_millis = now;
  }
  ++failures->count;
  failures->last_millis = now;
  failures->expires_millis = now + kLongestLock;
  Keep(transaction, *failures, now);
}

std::int64_t WrongPasswordsOf(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject,
                              util::EpochMillis now) {
  const auto failures = transaction.attempts().Find(user_pool_id, subject, kPassword);
  return failures && failures->expires_millis > now ? failures->count : 0;
}

void ForgetWrongPasswords(storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject) {
  transaction.attempts().Delete(user_pool_id, subject, kPassword);
}

void RequireUnderLimit(const storage::Transaction& transaction, const Settings& settings, Limited what, std::string_view user_pool_id,
                       std::string_view subject, util::EpochMillis now) {
  if (settings.attempt_limits == AttemptLimits::kOff) {
    return;
  }
  const Limit limit = LimitOf(what);
  const auto attempts = transaction.attempts().Find(user_pool_id, subject, limit.kind);
  if (attempts && attempts->expires_millis > now && attempts->count >= limit.an_hour) {
    throw api::LimitExceededException("Attempt limit exceeded, please try after some time.");
  }
}

void ForgetAttempts(storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject) {
  ForgetWrongPasswords(transaction, user_pool_id, subject);
  for (const Limit& limit : kLimits) {
    transaction.attempts().Delete(user_pool_id, subject, limit.kind);
  }
}

void CountAttempt(storage::Transaction& transaction, const Settings& settings, Limited what, std::string_view user_pool_id,
                  std::string_view subject, util::EpochMillis now) {
  if (settings.attempt_limits == AttemptLimits::kOff) {
    return;
  }
  RequireUnderLimit(transaction, settings, what, user_pool_id, subject, now);
  const Limit limit = LimitOf(what);
  auto attempts = transaction.attempts().Find(user_pool_id, subject, limit.kind);
  if (!attempts || attempts->expires_millis <= now) {
    attempts = storage::Attempts{std::string(user_pool_id), std::string(subject), std::string(limit.kind), 0, now, now, now + kHour};
  }
  ++attempts->count;
  attempts->last_millis = now;
  Keep(transaction, *attempts, now);
}

}  // namespace rockpool::accounts
