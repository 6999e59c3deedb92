#include <optional>
#include <string>

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/sign_up/public_user.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/refusals.h"
#include "storage/store.h"

namespace rockpool::operations {

api::ResendConfirmationCodeResponse ResendConfirmationCode(const Context& context, const api::ResendConfirmationCodeRequest& request) {
  const world::World& world = context.world;
  const clients::SharedClient client = RequireClient(context, request.ClientId, request.Username, request.SecretHash);
  const pools::PoolInUse& pool = *client->pool;
  CountPublicAttempt(context, *client, accounts::Limited::kResendConfirmationCode, request.Username);
  const std::string code = messaging::DrawCode(world.random);
  const util::EpochMillis now = world.clock.Now();
  std::optional<messaging::Destination> destination;
  const auto message = world.store.Write([&](storage::Transaction& transaction) -> std::optional<storage::Message> {
    const auto user = accounts::FindUser(transaction, pool, request.Username);
    if (!user) {
      if (!clients::HidesWhoExists(*client)) {
        sign_up::ThrowUnknownUser();
      }
      return std::nullopt;
    }
    if (user->status() != api::UserStatusType::UNCONFIRMED) {
      throw api::InvalidParameterException("User is already confirmed.");
    }
    destination = sign_up::DestinationOfConfirmation(pool, *user);
    if (!destination) {
      throw api::NotAuthorizedException("Cannot resend codes. Auto verification not turned on.");
    }
    transaction.codes().Put(messaging::KeptCode(*user, messaging::CodePurpose::kConfirmSignUp, code, destination->attribute, now));
    auto sent =
        messaging::Compose(pool, *user, *destination,
                           {messaging::MessagePurpose::kResendCode, client->id, code, "", sign_up::LinkOriginOf(transaction, pool)}, now);
    messaging::Send(transaction, sent);
    return sent;
  });
  if (!message) {
    return {sign_up::SimulatedDelivery(pool, world.settings.Of<accounts::Settings>().secret, request.Username)};
  }
  messaging::Announce(*message);
  return {messaging::Shown(*destination)};
}

}  // namespace rockpool::operations
