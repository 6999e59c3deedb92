// What the calls of sign-up and recovery share, which anybody may make and which name a user by an app client and a name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/accounts/settings.h"
#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"
#include "server/messaging/messages.h"
#include "server/util/clock.h"
#include "server/world/world.h"
#include "storage/store.h"

namespace rockpool::sign_up {

// By whom a call is made for a user.
enum class By {
  kApplication,  // through the API: with a secret hash where the app client has a secret
  kHostedPage,   // of this server, which knows the secret: without
};

// Throws in AWS's words if there is no such app client, or an application's secret hash is not of its secrets.
clients::SharedClient RequireClient(const world::World& world, std::string_view client_id, std::string_view username,
                                    const std::optional<std::string>& secret_hash, By by);

// Whom a code goes to, and where.
struct Receiver : accounts::User {
  messaging::Destination destination;
};

// Where there are hourly limits: counts an attempt of whom `require(transaction)` finds, or of the name if that is nobody, in a write of
// its own. `require` returns an optional user and throws what is told before a limit is. Throws
// api::LimitExceededException.
template <class Require>
void CountPublicAttempt(const world::World& world, const clients::ClientInUse& client, accounts::Limited what, std::string_view username,
                        const Require& require) {
  const auto& settings = world.settings.Of<accounts::Settings>();
  if (settings.attempt_limits == accounts::AttemptLimits::kOff) {
    return;
  }
  const pools::PoolInUse& pool = *client.pool;
  const util::EpochMillis now = world.clock.Now();
  world.store.Write([&](storage::Transaction& transaction) {
    const auto user = require(transaction);
    accounts::CountAttempt(transaction, settings, what, pool.id, user ? user->username() : accounts::Fold(pool, username), now);
  });
}

}  // namespace rockpool::sign_up
