// What public operations say of a user who is not there, or must not be told from one: the one place that knows PreventUserExistenceErrors.
#pragma once

#include <optional>
#include <string_view>

#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"

namespace rockpool::sign_up {

// Throws api::UserNotFoundException `Username/client id combination not found.`
[[noreturn]] void ThrowUnknownUser();

// Refuses a code for a user who is not there: as ThrowUnknownUser, or where the client hides who exists as a wrong code is refused.
// Assumed of the latter that it is always CodeMismatchException: AWS documents three.
[[noreturn]] void RefuseCodeOfNobody(const clients::ClientInUse& client);

// Throws api::CodeMismatchException, as for a wrong code.
[[noreturn]] void ThrowCodeMismatch();

}  // namespace rockpool::sign_up
