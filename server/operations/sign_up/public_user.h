// What the public operations of sign-up and recovery share, which name a user by an app client and a name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/attempts.h"
#include "server/clients/client_in_use.h"
#include "server/operations/context.h"

namespace rockpool::operations {

// Throws in AWS's words if there is no such app client, or the secret hash is not of its secrets.
clients::SharedClient RequireClient(const Context& context, std::string_view client_id, std::string_view username,
                                    const std::optional<std::string>& secret_hash);

// Counts an attempt of whoever has the name, or of the name, in a write of its own. Throws api::LimitExceededException.
void CountPublicAttempt(const Context& context, const clients::ClientInUse& client, accounts::Limited what, std::string_view username);

}  // namespace rockpool::operations
