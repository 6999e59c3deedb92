// What follows from a judgement: what is written down, what is asked next.
#pragma once

#include <optional>

#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/sign_in/step.h"
#include "storage/sign_in_sessions.h"

namespace rockpool::sign_in {

// Uses up the session that was answered, if one was, does what the answer effects, and asks the next question or ends the sign-in. By the
// door of the API only `reply` is there: it has the tokens at the end.
HostedReply Proceed(Call& call, const Subject& subject, const Right& right, const std::optional<storage::SignInSession>& answered);

// Counts the failure, takes its cost from the session, and throws the refusal.
[[noreturn]] void Refuse(Call& call, const Subject& subject, const Wrong& wrong, const std::optional<storage::SignInSession>& answered);

}  // namespace rockpool::sign_in
