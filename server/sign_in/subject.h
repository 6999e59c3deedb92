// Who signs in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/sign_in/step.h"
#include "storage/sign_in_sessions.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// The user of that name; nullopt if there is none, which the trace is told.
std::optional<Subject> FindSubject(const storage::Transaction& transaction, const Call& call, std::string_view name);

// Nobody, whom a name that nobody has stands for, whatever the client hides.
Subject NobodyOf(const storage::Transaction& transaction, const Call& call, std::string_view name);

// The one function of PreventUserExistenceErrors at sign-in, for a name that nobody has. Throws api::UserNotFoundException, unless the
// client hides who exists: then the subject is nobody, who costs and looks the same.
Subject HideOrRefuse(const storage::Transaction& transaction, const Call& call, std::string_view name);

// Whose session it is. Throws api::NotAuthorizedException `Invalid session for the user.` if `name` is another's, or the
// password that was proved is not the present one any more.
Subject SubjectOfSession(const storage::Transaction& transaction, const Call& call, const storage::SignInSession& row, const State& state,
                         std::string_view name);

// The user's passkeys, where the pool takes them as a first factor, or he has turned them on as a second one.
void LookAtPasskeys(const storage::Transaction& transaction, const Call& call, Subject& subject);

// What a sign-in remembers of the password that was proved; empty of none. It is of this very setting of the password: a salt is in it.
std::string DigestOfPassword(const std::optional<storage::PasswordVerifier>& password);

// Throws `Invalid session for the user.` if a password was proved that is not the present one any more.
void RequireSamePassword(Trace& trace, const State& state, const storage::Credentials& credentials);

// The same after an answer to `answered`, or at a beginning: in the words for a wrong password if it was proved in this very call, and set
// anew while the call computed.
void RequireProvedPassword(const Call& call, const State& state, const storage::Credentials& credentials, std::optional<Question> answered);

// A state of a sign-in that begins with this subject.
State StateOf(const Subject& subject, const Call& call);

}  // namespace rockpool::sign_in
