// Session strings: what an app client holds between two calls of a sign-up or a sign-in. A string says nothing; its digest names the row.
#pragma once

#include <string>
#include <string_view>

#include "server/clients/client_in_use.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "storage/sign_in_sessions.h"

namespace rockpool::clients {

// "AYABe" and base64url, 1,499 characters: the form of AWS's. Draws a kilobyte: outside of transactions.
std::string DrawSession(util::Random& random);

// Under which the row of a session string is kept.
std::string DigestOfSession(std::string_view session);

// Until when the row of a session that is issued now is kept: for its lifetime, which is the client's AuthSessionValidity, and an hour
// more, so that who comes too late is told so.
util::EpochMillis KeptUntil(const ClientInUse& client, util::EpochMillis now);

// The same of the lifetime that a client has who names none.
util::EpochMillis KeptByDefault(util::EpochMillis now);

// Until when it can be answered.
util::EpochMillis ExpiryOf(const storage::SignInSession& row);

// api::NotAuthorizedException, in AWS's words for a session that is none of the client's, was answered, or is too old.
[[noreturn]] void ThrowInvalidSession();
[[noreturn]] void ThrowUsedSession();
[[noreturn]] void ThrowExpiredSession();

}  // namespace rockpool::clients
