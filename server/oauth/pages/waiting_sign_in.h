// A sign-in that has come to its end but for the way back to the application: the person is asked something else first. As long as it waits
// it is among those under way, so that what ends these, as a sign-out everywhere does, ends it too.
#pragma once

#include <optional>

#include "server/accounts/user.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"
#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::oauth {

// Writes in a transaction of its own. Throws api::ResourceNotFoundException or api::UserNotFoundException if the client or the user is gone
// meanwhile.
WaitingSignIn LetWait(const Visit& visit, const sign_in::SignedIn& signed_in, util::EpochMillis until);

// Who has signed in; nullopt once it was taken or ended, and if he does not keep his sign-ins or his password is another one by now.
std::optional<accounts::User> FindWaiting(const storage::Transaction& transaction, const WaitingSignIn& waiting);

// The same, and it waits no more: of several answers at once one goes on with it.
std::optional<accounts::User> TakeWaiting(storage::Transaction& transaction, const WaitingSignIn& waiting);

}  // namespace rockpool::oauth
