// What threat protection has to do with a sign-in: it judges the first factor once more, and records what became of it. Nothing happens
// here where the pool has none. Nobody is judged like a user, and has no events (Assumed).
#pragma once

#include <functional>
#include <optional>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/sign_in/step.h"
#include "storage/sign_in_sessions.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// Once for each judgement. The first factor, right or wrong, is an event: how risky it is may ask for a second factor (in the state), or
// refuse, whatever the judgement was, so that who guesses is not told. `sent` are the parameters of the call, for a password among them.
// Assumed: who signs in without a password is asked for no second factor by the risk either.
Judgement WithThreatsInMind(Call& call, const Subject& subject, Judgement judgement, const std::optional<storage::SignInSession>& answered,
                            const Parameters& sent);

// In the write of the call, perhaps twice: a question is asked, whose state is told that there is an event; tokens are given.
void NoteQuestion(storage::Transaction& transaction, Call& call, const Subject& subject, State& state);
void NoteEnd(storage::Transaction& transaction, Call& call, const accounts::User& user);

// The answer was wrong, or refused; `ends`: with it the sign-in. Documented: whose password is known to others must set another.
void NoteRefusal(storage::Transaction& transaction, Call& call, const Subject& subject, bool ends);

// What `ask` returns. If it throws api::NotAuthorizedException, since functions of the pool refuse, that is noted, in a write of its own.
void NotingRefusal(Call& call, const Subject& subject, const std::function<void()>& ask);

// Once what was noted is written. Does not block or throw.
void TellEvent(Call& call) noexcept;

}  // namespace rockpool::sign_in
