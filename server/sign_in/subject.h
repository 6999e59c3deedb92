// Who signs in, and whether his state lets him.
#pragma once

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

// Whose session it is. Throws api::NotAuthorizedException `Invalid session for the user.` if `name` is another's.
Subject SubjectOfSession(const storage::Transaction& transaction, const Call& call, const storage::SignInSession& row, const State& state,
                         std::string_view name);

// A state of a sign-in that begins with this subject.
State StateOf(const Subject& subject, const Call& call);

// In AWS's order, before a password or proof is looked at: api::NotAuthorizedException `User is disabled.`,
// api::PasswordResetRequiredException, api::NotAuthorizedException `Password attempts exceeded`.
void RequireMayTry(const storage::Transaction& transaction, const Call& call, const Subject& subject);

// What only the right password is told: api::NotAuthorizedException if it was a temporary one and is too old,
// api::UserNotConfirmedException.
void RequireMayEnter(const Call& call, const Subject& subject);

// `Incorrect username or password.`, and for the trace why.
Wrong WrongPassword(const Call& call, const Subject& subject);

}  // namespace rockpool::sign_in
