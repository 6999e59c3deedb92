#include <optional>
#include <string>

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/sign_up/public_user.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/recovery.h"
#include "server/sign_up/refusals.h"
#include "storage/store.h"

namespace rockpool::operations {

api::ForgotPasswordResponse ForgotPassword(const Context& context, const api::ForgotPasswordRequest& request) {
  const world::World& world = context.world;
  const clients::SharedClient client = RequireClient(context, request.ClientId, request.Username, request.SecretHash);
  const pools::PoolInUse& pool = *client->pool;
  CountPublicAttempt(context, *client, accounts::Limited::kForgotPassword, request.Username);
  const bool hides = clients::HidesWhoExists(*client);
  const std::string code = messaging::DrawCode(world.random);
  const util::EpochMillis now = world.clock.Now();
  std::optional<messaging::Destination> destination;
  const auto message = world.store.Write([&](storage::Transaction& transaction) -> std::optional<storage::Message> {
    const auto user = accounts::FindUser(transaction, pool, request.Username);
    // Whoever is disabled or cannot be reached is as good as nobody (the developer guide, "Managing user existence error responses").
    if (hides && (!user || !user->is_enabled() || !sign_up::IsReachable(pool, *user))) {
      return std::nullopt;
    }
    if (!user) {
      sign_up::ThrowUnknownUser();
    }
    destination = sign_up::RequireRecoverable(pool, *user);
    return sign_up::SendRecoveryCode(transaction, pool, *user, client->id, *destination, code, now);
  });
  if (!message) {
    return {sign_up::SimulatedDelivery(pool, world.settings.Of<accounts::Settings>().secret, request.Username)};
  }
  messaging::Announce(*message);
  return {messaging::Shown(*destination)};
}

}  // namespace rockpool::operations
