// Whether who signs in may: what the state of a user forbids, and who has guessed too often.
#pragma once

#include <optional>
#include <string>

#include "server/sign_in/step.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// Under what wrong passwords and codes are counted of who has that lock_name: each replica counts its own (the developer guide).
std::string LockOf(const Call& call, const std::string& lock_name);

// The lockout once more, in the write that an answer ends in: guesses that come at once have all looked before one of them was counted.
// `question`: what was answered, nullopt if the sign-in begins. A code counts from as many failures on as one session takes, in whichever
// session they were. Throws api::NotAuthorizedException `Password attempts exceeded`.
void RequireMayGuess(const storage::Transaction& transaction, const Call& call, const Subject& subject, std::optional<Question> question);

// In AWS's order, before a password or proof is looked at: api::NotAuthorizedException `User is disabled.`,
// api::PasswordResetRequiredException, api::NotAuthorizedException `Password attempts exceeded`.
void RequireMayTry(const storage::Transaction& transaction, const Call& call, const Subject& subject);

// The same outside of transactions.
void RequireMayTry(const Call& call, const Subject& subject);

// What the write that ends a sign-in asks of the status once more, since functions and challenges took their time:
// api::PasswordResetRequiredException, api::UserNotConfirmedException. That he is enabled is for who issues tokens.
void RequireStatusForTokens(const accounts::User& user);

// The first two of RequireMayTry.
void RequireGoodStanding(const Call& call, const Subject& subject);

// The same for who enters without a password. Then api::UserNotConfirmedException.
void RequireMayEnterWithoutPassword(const Call& call, const Subject& subject);

// What only the right password is told: api::NotAuthorizedException if it was a temporary one and is too old,
// api::UserNotConfirmedException.
void RequireMayEnter(const Call& call, const Subject& subject);

// `Incorrect username or password.`, and for the trace why.
Wrong WrongPassword(const Call& call, const Subject& subject);

}  // namespace rockpool::sign_in
