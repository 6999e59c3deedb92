// How often a user may try: the lockout after wrong passwords and wrong codes of second factors, which doubles, and the hourly limits of
// codes, which are an option.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server/accounts/settings.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::accounts {

// How many rows of each kind that has expired go with every row that anybody can leave behind here: more than come.
inline constexpr std::size_t kSweptRows = 4;

// The lockout: from the fifth wrong password on 2^(n-5) seconds, 15 minutes at most; forgotten after 15 minutes without attempts. `subject`
// is a username, or the folded name of nobody, who is locked out alike. A wrong code of a second factor is counted as a wrong password.
// Throws api::NotAuthorizedException `Password attempts exceeded`.
void RequireUnlocked(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject,
                     util::EpochMillis now);
void CountWrongPassword(storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject, util::EpochMillis now);
// How many are remembered.
std::int64_t WrongPasswordsOf(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject,
                              util::EpochMillis now);
void ForgetWrongPasswords(storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject);

// Those and all hourly ones, of a user who is gone: the next one of his name has tried nothing yet.
void ForgetAttempts(storage::Transaction& transaction, std::string_view user_pool_id, std::string_view subject);

enum class Limited {
  kConfirmSignUp,
  kResendConfirmationCode,
  kVerifyUserAttribute,
  kGetUserAttributeVerificationCode,
  kChangePassword,
  kForgotPassword,  // with ConfirmForgotPassword
};

// Counts one, and throws api::LimitExceededException `Attempt limit exceeded, please try after some time.` if that was one too many in this
// hour. Counts and refuses nothing unless the settings say so. What throws takes its count back, so count in a write of its own.
void CountAttempt(storage::Transaction& transaction, const Settings& settings, Limited what, std::string_view user_pool_id,
                  std::string_view subject, util::EpochMillis now);

// Throws the same if the next one would be too many, and counts nothing.
void RequireUnderLimit(const storage::Transaction& transaction, const Settings& settings, Limited what, std::string_view user_pool_id,
                       std::string_view subject, util::EpochMillis now);

}  // namespace rockpool::accounts
