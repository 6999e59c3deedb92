#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/messaging/messages.h"
#include "server/operations/sign_up/public_user.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/recovery.h"
#include "server/sign_up/refusals.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// nullopt: nobody, or nobody who can recover, and the client hides that.
std::optional<Receiver> RequireReceiver(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                        std::string_view name) {
  const pools::PoolInUse& pool = *client.pool;
  const bool hides = clients::HidesWhoExists(client);
  if (hides) {
    sign_up::RefuseWhereAdministratorsRecover(pool);  // whoever asks: Assumed, or it would tell who exists
  }
  auto user = sign_up::FindEnabledUserOrHide(transaction, client, name);
  if (!user || (hides && !sign_up::IsReachable(pool, *user))) {
    return std::nullopt;
  }
  auto destination = sign_up::RequireRecoverableByUser(pool, *user);
  return Receiver{{*std::move(user)}, std::move(destination)};
}

}  // namespace

api::ForgotPasswordResponse ForgotPassword(const Context& context, const api::ForgotPasswordRequest& request) {
  const world::World& world = context.world;
  const clients::SharedClient client = RequireClient(context, request.ClientId, request.Username, request.SecretHash);
  const pools::PoolInUse& pool = *client->pool;
  const auto require = [&](const storage::Transaction& transaction) { return RequireReceiver(transaction, *client, request.Username); };
  CountPublicAttempt(context, *client, accounts::Limited::kForgotPassword, request.Username, require);
  const std::string code = messaging::DrawCode(world.random);
  const util::EpochMillis now = world.clock.Now();
  std::optional<Receiver> receiver;
  const auto message = world.store.Write([&](storage::Transaction& transaction) -> std::optional<storage::Message> {
    receiver = require(transaction);
    if (!receiver) {
      sign_up::WriteAsForCode(transaction, pool, request.Username, now);
      return std::nullopt;
    }
    return sign_up::SendRecoveryCode(transaction, pool, *receiver, client->id, receiver->destination, code, now);
  });
  if (!message) {
    return {
        sign_up::SimulatedDelivery(pool, world.settings.Of<accounts::Settings>().secret, request.Username, sign_up::UsualOfRecovery(pool))};
  }
  messaging::Announce(*message);
  return {messaging::Shown(receiver->destination)};
}

}  // namespace rockpool::operations
