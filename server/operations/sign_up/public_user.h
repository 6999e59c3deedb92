// What the public operations of sign-up and recovery share, which name a user by an app client and a name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/clients/client_in_use.h"
#include "server/messaging/messages.h"
#include "server/operations/context.h"
#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool::operations {

// Throws in AWS's words if there is no such app client, or the secret hash is not of its secrets.
clients::SharedClient RequireClient(const Context& context, std::string_view client_id, std::string_view username,
                                    const std::optional<std::string>& secret_hash);

// Whom a code goes to, and where.
struct Receiver : accounts::User {
  messaging::Destination destination;
};

// Where there are hourly limits: counts an attempt of whom `require(transaction)` finds, or of the name if that is nobody, in a write of
// its own. `require` returns an optional user and throws what is told before a limit is. Throws
// api::LimitExceededException.
template <class Require>
void CountPublicAttempt(const Context& context, const clients::ClientInUse& client, accounts::Limited what, std::string_view username,
                        const Require& require) {
  const auto& settings = context.world.settings.Of<accounts::Settings>();
  if (settings.attempt_limits == accounts::AttemptLimits::kOff) {
    return;
  }
  const pools::PoolInUse& pool = *client.pool;
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    const auto user = require(transaction);
    accounts::CountAttempt(transaction, settings, what, pool.id, user ? user->username() : accounts::Fold(pool, username), now);
  });
}

}  // namespace rockpool::operations
