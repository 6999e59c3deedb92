#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/messaging/codes.h"
#include "server/sign_up/calls.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/public_calls.h"
#include "server/sign_up/refusals.h"

namespace rockpool::sign_up {
namespace {

// nullopt: nobody, and the client hides that.
std::optional<Receiver> RequireReceiver(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                        std::string_view name) {
  auto user = FindEnabledUserOrHide(transaction, client, name);
  if (!user) {
    return std::nullopt;
  }
  if (user->status() != api::UserStatusType::UNCONFIRMED) {
    throw api::InvalidParameterException("User is already confirmed.");
  }
  auto destination = DestinationOfConfirmation(*client.pool, *user);
  if (!destination) {
    throw api::NotAuthorizedException("Cannot resend codes. Auto verification not turned on.");
  }
  return Receiver{*std::move(user), *std::move(destination)};
}

}  // namespace

api::ResendConfirmationCodeResponse ResendConfirmationCode(const world::World& world, const api::ResendConfirmationCodeRequest& request,
                                                           By by) {
  CheckForm(by, {request.Username});
  const clients::SharedClient client = RequireClient(world, request.ClientId, request.Username, request.SecretHash, by);
  const pools::PoolInUse& pool = *client->pool;
  CodeCall call;
  call.limited = accounts::Limited::kResendConfirmationCode;
  call.usual = UsualOfConfirmation(pool);
  call.require = [&](const storage::Transaction& transaction) { return RequireReceiver(transaction, *client, request.Username); };
  call.send = [&](storage::Transaction& transaction, const Receiver& receiver, const std::string& code, util::EpochMillis now) {
    const auto& [user, destination] = receiver;
    messaging::KeepCode(transaction, user, messaging::CodePurpose::kConfirmSignUp, code, destination, now);
    auto sent = messaging::Compose(pool, user, destination,
                                   {messaging::MessagePurpose::kResendCode, client->id, code, "", LinkOriginOf(transaction, pool)}, now);
    messaging::Send(transaction, sent);
    return sent;
  };
  return {SendCode(world, *client, request.Username, call)};
}

}  // namespace rockpool::sign_up
