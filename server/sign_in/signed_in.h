// Who has signed in by the door of the hosted pages, and how what follows on it is kept in the same write.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/accounts/user.h"
#include "server/util/clock.h"
#include "server/world/look_call_commit.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

struct SignedIn {
  accounts::User user;
  util::EpochMillis authenticated_millis = 0;
  std::string password_digest;  // DigestOfPassword of his password as it is then
  std::string sign_in{};        // of the trace
  std::string event_id{};
  std::vector<std::string> methods{};  // what was proved, by the names of `amr`, in that order
};

// The end of a sign-in, in the write that keeps what follows on it: throws unless client, user and proof are good still, uses up what was
// answered, and notes the event. Runs perhaps twice. What it refuses it throws as no exception of the library's, so that who words the
// refusals of what follows does not word it: it is to go on to the sign-in, which throws what was refused.
using EndOfSignIn = std::function<void(storage::Transaction& transaction)>;

// What a page keeps for who has signed in, if nothing is asked first: in a Commit of the `rounds`, in which `end` comes before all else.
// Not inside a transaction. The sign-in, and its call in the trace, ends when it returns.
using Conclusion = std::function<void(world::LookCallCommit& rounds, const SignedIn& signed_in, const EndOfSignIn& end)>;

}  // namespace rockpool::sign_in
