#include "server/sign_up/public_calls.h"

#include <utility>

#include "server/accounts/names.h"
#include "server/accounts/settings.h"
#include "server/messaging/codes.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/refusals.h"
#include "storage/store.h"

namespace rockpool::sign_up {

clients::SharedClient RequireClient(const world::World& world, std::string_view client_id, std::string_view username,
                                    const std::optional<std::string>& secret_hash) {
  clients::SharedClient client =
      world.store.Read([&](const storage::Transaction& transaction) { return clients::UseClient(transaction, world.caches, client_id); });
  clients::CheckSecretHash(*client, username, secret_hash);
  return client;
}

void CountPublicAttempt(const world::World& world, const clients::ClientInUse& client, accounts::Limited what, std::string_view username,
                        const std::function<std::optional<accounts::User>(const storage::Transaction&)>& require) {
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

api::CodeDeliveryDetailsType SendCode(const world::World& world, const clients::ClientInUse& client, std::string_view username,
                                      const CodeCall& call) {
  const pools::PoolInUse& pool = *client.pool;
  CountPublicAttempt(world, client, call.limited, username, [&](const storage::Transaction& transaction) {
    auto receiver = call.require(transaction);
    return receiver ? std::optional(std::move(receiver->user)) : std::nullopt;
  });
  const std::string code = messaging::DrawCode(world.random);
  const util::EpochMillis now = world.clock.Now();
  std::optional<Receiver> receiver;
  const auto message = world.store.Write([&](storage::Transaction& transaction) -> std::optional<storage::Message> {
    receiver = call.require(transaction);
    if (!receiver) {
      WriteAsForCode(transaction, pool, username, now);
      return std::nullopt;
    }
    return call.send(transaction, *receiver, code, now);
  });
  if (!message) {
    return SimulatedDelivery(pool, world.settings.Of<accounts::Settings>().secret, username, call.usual);
  }
  messaging::Announce(*message);
  return messaging::Shown(receiver->destination);
}

}  // namespace rockpool::sign_up
