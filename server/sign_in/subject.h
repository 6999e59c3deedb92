// Who signs in, and whether his state lets him.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/sign_in/step.h"
#include "storage/sign_in_sessions.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// Whether AWS would ask the UserMigration trigger for a user whom the pool has not: where the password is at hand.
enum class IfUnknown { kAsks, kRefuses };

// The one function of PreventUserExistenceErrors at sign-in. Throws api::UserNotFoundException for a name that nobody has, unless the
// client hides who exists: then the subject is nobody, who costs and looks the same.
Subject LookForSubject(const storage::Transaction& transaction, const Call& call, std::string_view name, IfUnknown if_unknown);

// Whose session it is. Throws api::NotAuthorizedException `Invalid session for the user.` if `name` is another's, or the
// password that was proved is not the present one any more.
Subject SubjectOfSession(const storage::Transaction& transaction, const Call& call, const storage::SignInSession& row, const State& state,
                         std::string_view name);

// What a sign-in remembers of the password that was proved; empty of none. It is of this very setting of the password: a salt is in it.
std::string DigestOfPassword(const std::optional<storage::PasswordVerifier>& password);

// Throws `Invalid session for the user.` if a password was proved that is not the present one any more.
void RequireSamePassword(Trace& trace, const State& state, const storage::Credentials& credentials);

// A state of a sign-in that begins with this subject.
State StateOf(const Subject& subject, const Call& call);

// The lockout once more, in the write that an answer ends in: guesses that come at once have all looked before one of them was counted.
// `question`: what was answered, nullopt if the sign-in begins. A code counts from as many failures on as one session takes, in whichever
// session they were. Throws api::NotAuthorizedException `Password attempts exceeded`.
void RequireMayGuess(const storage::Transaction& transaction, const Call& call, const Subject& subject, std::optional<Question> question);

// In AWS's order, before a password or proof is looked at: api::NotAuthorizedException `User is disabled.`,
// api::PasswordResetRequiredException, api::NotAuthorizedException `Password attempts exceeded`.
void RequireMayTry(const storage::Transaction& transaction, const Call& call, const Subject& subject);

// What only the right password is told: api::NotAuthorizedException if it was a temporary one and is too old,
// api::UserNotConfirmedException.
void RequireMayEnter(const Call& call, const Subject& subject);

// `Incorrect username or password.`, and for the trace why.
Wrong WrongPassword(const Call& call, const Subject& subject);

}  // namespace rockpool::sign_in
