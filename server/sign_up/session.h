// The sessions that lead from a sign-up to a sign-in without a further question: SignUp gives one to who confirms, ConfirmSignUp one to who
// signs in then by USER_AUTH.
#pragma once

#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"
#include "server/util/clock.h"
#include "storage/sign_in_sessions.h"
#include "storage/transaction.h"

namespace rockpool::sign_up {

enum class SessionKind {
  kSignedUp,   // SignUp's, for ConfirmSignUp
  kConfirmed,  // ConfirmSignUp's, for InitiateAuth and AdminInitiateAuth
};

// Whether the client's sign-ups have any: ALLOW_USER_AUTH (aws/aws-sdk-js-v3#6724).
bool HasSessions(const clients::ClientInUse& client);

// Writes the row of a `session` that was drawn before (clients/auth_sessions.h). `attribute` is whose code confirmed: "email" or
// "phone_number"; empty before that.
void WriteSession(storage::Transaction& transaction, const clients::ClientInUse& client, const accounts::User& user, SessionKind kind,
                  std::string_view session, std::string_view attribute, util::EpochMillis now);

// The row. Throws api::NotAuthorizedException in AWS's words for a session that was used, has expired, is of another client or kind, and if
// there is none.
storage::SignInSession RequireSession(const storage::Transaction& transaction, const clients::ClientInUse& client, SessionKind kind,
                                      std::string_view session, util::EpochMillis now);

// Whose code confirmed.
std::string AttributeOf(const storage::SignInSession& row);

// It is good for one call.
void UseUp(storage::Transaction& transaction, storage::SignInSession row);

}  // namespace rockpool::sign_up
