// Users whom a UserMigration function knows: created at their first sign-in, or when they recover their password.
#pragma once

#include <optional>
#include <string>

#include "server/accounts/user.h"
#include "server/triggers/events/sign_up_events.h"
#include "server/triggers/origin.h"
#include "server/world/look_call_commit.h"

namespace rockpool::sign_up {

// Creates the user of whom triggers::AskUserMigration told, in a write of its own, sends the welcome message unless the function suppresses
// it, and returns him as he is kept. `name` is what the person typed; `password` what was typed with it, which becomes the user's unless
// his status is RESET_REQUIRED, which he has unless the function says CONFIRMED: the pool's policy is not asked (the developer guide).
// Takes a millisecond of a processor where there is a password; not inside a transaction.
//
// From then on he is a user like any other, so go on as if he had been there, and look for him again: another call may have made him in
// the meantime, perhaps with another password, and then he is returned as that one left him.
//
// `client_metadata` is handed on to the custom sender of the welcome message.
//
// As triggers::ThrowNotMigrated, having stored nothing, if no user can be made of the answer: no attributes, one that the pool does not
// take or misses, in a pool that names by address another one than was typed, an alias that somebody has and that is not forced, SMS MFA
// where it cannot be, a user whom the name that was typed does not find. Why is told to the log alone. It is told to the caller also where
// the client hides who exists.
accounts::User MigrateUser(const triggers::Origin& origin, const triggers::MigratedUser& migrated, const std::string& name,
                           const std::optional<std::string>& password, const triggers::Metadata& client_metadata,
                           world::LookCallCommit& rounds);

}  // namespace rockpool::sign_up
