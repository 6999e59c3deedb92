#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/sign_up/public_user.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/refusals.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// nullopt: nobody, and the client hides that.
std::optional<Receiver> RequireReceiver(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                        std::string_view name) {
  auto user = sign_up::FindEnabledUserOrHide(transaction, client, name);
  if (!user) {
    return std::nullopt;
  }
  if (user->status() != api::UserStatusType::UNCONFIRMED) {
    throw api::InvalidParameterException("User is already confirmed.");
  }
  auto destination = sign_up::DestinationOfConfirmation(*client.pool, *user);
  if (!destination) {
    throw api::NotAuthorizedException("Cannot resend codes. Auto verification not turned on.");
  }
  return Receiver{{*std::move(user)}, *std::move(destination)};
}

}  // namespace

api::ResendConfirmationCodeResponse ResendConfirmationCode(const Context& context, const api::ResendConfirmationCodeRequest& request) {
  const world::World& world = context.world;
  const clients::SharedClient client = RequireClient(context, request.ClientId, request.Username, request.SecretHash);
  const pools::PoolInUse& pool = *client->pool;
  const auto require = [&](const storage::Transaction& transaction) { return RequireReceiver(transaction, *client, request.Username); };
  CountPublicAttempt(context, *client, accounts::Limited::kResendConfirmationCode, request.Username, require);
  const std::string code = messaging::DrawCode(world.random);
  const util::EpochMillis now = world.clock.Now();
  std::optional<Receiver> receiver;
  const auto message = world.store.Write([&](storage::Transaction& transaction) -> std::optional<storage::Message> {
    receiver = require(transaction);
    if (!receiver) {
      sign_up::WriteAsForCode(transaction, pool, request.Username, now);
      return std::nullopt;
    }
    const messaging::Destination& destination = receiver->destination;
    messaging::KeepCode(transaction, *receiver, messaging::CodePurpose::kConfirmSignUp, code, destination, now);
    auto sent =
        messaging::Compose(pool, *receiver, destination,
                           {messaging::MessagePurpose::kResendCode, client->id, code, "", sign_up::LinkOriginOf(transaction, pool)}, now);
    messaging::Send(transaction, sent);
    return sent;
  });
  if (!message) {
    return {sign_up::SimulatedDelivery(pool, world.settings.Of<accounts::Settings>().secret, request.Username,
                                       sign_up::UsualOfConfirmation(pool))};
  }
  messaging::Announce(*message);
  return {messaging::Shown(receiver->destination)};
}

}  // namespace rockpool::operations
