// Recovering a password: who can, and the code that lets him.
#pragma once

#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/messaging/messages.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "storage/messages.h"
#include "storage/transaction.h"

namespace rockpool::sign_up {

// Whether a code would reach the user (DestinationOfRecovery).
bool IsReachable(const pools::PoolInUse& pool, const accounts::User& user);

// Where the code goes. Throws in AWS's words, in AWS's order: api::NotAuthorizedException `User is disabled.` · `User password cannot be
// reset in the current state.`; then as DestinationOfRecovery does.
messaging::Destination RequireRecoverable(const pools::PoolInUse& pool, const accounts::User& user);

// Keeps the code in place of the one before, and sends it. `client_id` is empty where an administrator asks for it.
storage::Message SendRecoveryCode(storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::User& user,
                                  std::string_view client_id, const messaging::Destination& destination, const std::string& code,
                                  util::EpochMillis now);

}  // namespace rockpool::sign_up
