// messaging: codes and messages to users: drawn, rendered from the pool's templates, kept in the outbox. It may not know who asks for them
// nor what follows from a right code.
//
// The codes that prove that a message arrived.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "storage/codes.h"
#include "storage/transaction.h"

namespace rockpool::messaging {

// What a code is for: one of each stands at a time.
enum class CodePurpose { kConfirmSignUp, kForgotPassword, kVerifyEmail, kVerifyPhoneNumber };

CodePurpose VerifyPurpose(std::string_view attribute);  // "email" or "phone_number"

// How long one lives, in milliseconds: 24 hours, of kForgotPassword one.
util::EpochMillis LifetimeOf(CodePurpose purpose);

// Six digits.
std::string DrawCode(util::Random& random);

// As the store keeps it: for Codes::Put.
storage::Code KeptCode(const accounts::User& user, CodePurpose purpose, std::string_view code, std::string_view attribute,
                       util::EpochMillis now, std::string_view pending_value = "");

// The user's code for the purpose, if there is one that is young enough.
std::optional<storage::Code> FindCode(const storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose,
                                      util::EpochMillis now);

// The user's code for the purpose, which stays. Throws api::ExpiredCodeException `Invalid code provided, please request a code again.` if
// there is none that is young enough, api::CodeMismatchException `Invalid verification code provided, please try again.` if it is another.
storage::Code CheckCode(const storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose, std::string_view code,
                        util::EpochMillis now);

void DeleteCode(storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose);

}  // namespace rockpool::messaging
