#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/pools/replicas/replicas.h"
#include "server/risk/open_event.h"
#include "server/sign_up/calls.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/migration.h"
#include "server/sign_up/public_calls.h"
#include "server/sign_up/recovery.h"
#include "server/sign_up/refusals.h"
#include "server/triggers/events/sign_up_events.h"
#include "server/triggers/triggers.h"
#include "server/util/clock.h"

namespace rockpool::sign_up {
namespace {

// nullopt: nobody, or nobody who can recover, and the client hides that.
std::optional<Receiver> RequireReceiver(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                        std::string_view name) {
  const pools::PoolInUse& pool = *client.pool;
  auto user = FindEnabledUserOrHide(transaction, client, name);
  if (!user || (clients::HidesWhoExists(client) && !IsReachable(pool, *user))) {
    return std::nullopt;
  }
  auto destination = RequireRecoverableByUser(pool, *user);
  return Receiver{*std::move(user), std::move(destination)};
}

// Whoever is not there, but known to the pool's function, is there from then on.
void MigrateAbsent(const world::World& world, const clients::ClientInUse& client, const std::string& name, const Asker& asker,
                   world::LookCallCommit& rounds) {
  const pools::PoolInUse& pool = *client.pool;
  if (!triggers::FunctionOf(pool, triggers::Trigger::kUserMigration)) {
    return;
  }
  const util::EpochMillis now = world.clock.Now();
  const bool is_there = rounds.Look([&](const storage::Transaction& transaction) {
    accounts::RequireUnderLimit(transaction, world.settings.Of<accounts::Settings>(), accounts::Limited::kForgotPassword, pool.id,
                                accounts::Fold(pool, name), now);
    return accounts::FindUser(transaction, pool, name).has_value();
  });
  if (is_there) {
    return;
  }
  const triggers::Origin origin = asker.In(pool);
  const auto migrated = triggers::AskUserMigration(origin, triggers::MigrationSource::kForgotPassword, name, std::nullopt, std::nullopt,
                                                   asker.client_metadata());
  if (migrated) {
    MigrateUser(origin, *migrated, name, std::nullopt, asker.client_metadata(), rounds);
  }
}

}  // namespace

api::ForgotPasswordResponse ForgotPassword(const world::World& world, const world::Caller& caller,
                                           const api::ForgotPasswordRequest& request, By by) {
  pools::RequirePrimary(caller);
  CheckForm(by, {request.Username});
  const clients::SharedClient client = RequireClient(world, request.ClientId, request.Username, request.SecretHash, by);
  const pools::PoolInUse& pool = *client->pool;
  if (clients::HidesWhoExists(*client)) {
    RefuseWhereAdministratorsRecover(pool);  // whoever asks: Assumed, or it would tell who exists
  }
  Asker asker(world, caller, client->id, request.ClientMetadata);
  world::LookCallCommit rounds(world.store);
  MigrateAbsent(world, *client, request.Username, asker, rounds);
  const risk::RequestContext context{request.UserContextData};
  risk::CallEvent event({world, *client, caller, context}, rounds, api::EventType::ForgotPassword);
  Assess(event, rounds, world, *client, accounts::Limited::kForgotPassword, request.Username);
  CodeCall call;
  call.limited = accounts::Limited::kForgotPassword;
  call.purpose = messaging::MessagePurpose::kForgotPassword;
  call.usual = UsualOfRecovery(pool);
  call.require = [&](const storage::Transaction& transaction) { return RequireReceiver(transaction, *client, request.Username); };
  call.send = [&](storage::Transaction& transaction, const Receiver& receiver, const messaging::Letter& letter, util::EpochMillis now) {
    event.Write(transaction, receiver.user, api::EventResponseType::Pass);
    return SendRecoveryCode(transaction, pool, receiver.user, receiver.destination, letter, now);
  };
  auto delivery = SendCode(world, *client, request.Username, call, asker, rounds);
  event.Tell(asker.In(pool));
  return {std::move(delivery)};
}

}  // namespace rockpool::sign_up
