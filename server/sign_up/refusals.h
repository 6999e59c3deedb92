// What the public operations of sign-up and recovery say of a user who is not there, or must not be told from one
// (PreventUserExistenceErrors).
#pragma once

#include <optional>
#include <string_view>

#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::sign_up {

// Who has the name. Nobody (nullopt) is handed on only if the client hides who exists: then the call goes on as if there were somebody.
// Throws api::UserNotFoundException `Username/client id combination not found.` if it does not.
std::optional<accounts::User> FindUserOrHide(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                             std::string_view name);

// The same, but whoever is disabled is nobody where the client hides who exists (the developer guide, "Managing user existence error
// responses").
std::optional<accounts::User> FindEnabledUserOrHide(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                                    std::string_view name);

// Throws api::CodeMismatchException, as for a wrong code. Assumed that it is always this one that nobody's code is refused with where the
// client hides who exists: AWS documents three.
[[noreturn]] void ThrowCodeMismatch();

// Writes for the name of nobody about as much as a code and its message take for a user: two rows, which say nothing and expire in an hour.
// Without them the time that a write takes would tell who exists. What stays different is small: these rows are shorter, and a
// message now and then drops the oldest ones of a full outbox.
void WriteAsForCode(storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view name, util::EpochMillis now);

}  // namespace rockpool::sign_up
