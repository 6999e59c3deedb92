// messaging: codes and messages to users: drawn, rendered from the pool's templates, kept in the outbox. It may not know who asks for them
// nor what follows from a right code.
//
// The codes that prove that a message arrived.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/messaging/messages.h"
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

// Eight, of a code that is the first factor of a sign-in (recorded).
std::string DrawLongCode(util::Random& random);

// What is kept of a code that goes to `destination`: a digest of both, so that the code proves no other address. If it `is_pending`, the
// address waits for the code to become the user's.
storage::Code KeptCode(const accounts::User& user, CodePurpose purpose, std::string_view code, const Destination& destination,
                       util::EpochMillis now, bool is_pending = false);

// Keeps it in place of the user's earlier one for the purpose.
void KeepCode(storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose, std::string_view code,
              const Destination& destination, util::EpochMillis now, bool is_pending = false);

// The user's code for the purpose, if there is one that is young enough.
std::optional<storage::Code> FindCode(const storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose,
                                      util::EpochMillis now);

// The user's code for the purpose, which stays. Throws api::ExpiredCodeException `Invalid code provided, please request a code again.` if
// there is none that is young enough, api::CodeMismatchException `Invalid verification code provided, please try again.` if it is another,
// or the right one of an address that is not the user's any more.
storage::Code CheckCode(const storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose, std::string_view code,
                        util::EpochMillis now);

void DeleteCode(storage::Transaction& transaction, const accounts::User& user, CodePurpose purpose);

}  // namespace rockpool::messaging
