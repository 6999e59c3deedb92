#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/messaging/codes.h"
#include "server/pools/replicas/replicas.h"
#include "server/risk/open_event.h"
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

api::ResendConfirmationCodeResponse ResendConfirmationCode(const world::World& world, const world::Caller& caller,
                                                           const api::ResendConfirmationCodeRequest& request, By by) {
  pools::RequirePrimary(caller);
  CheckForm(by, {request.Username});
  const clients::SharedClient client = RequireClient(world, request.ClientId, request.Username, request.SecretHash, by);
  const pools::PoolInUse& pool = *client->pool;
  Asker asker(world, caller, client->id, request.ClientMetadata);
  world::LookCallCommit rounds(world.store);
  const risk::RequestContext context{request.UserContextData};
  risk::CallEvent event({world, *client, caller, context}, rounds, api::EventType::ResendCode);
  Assess(event, rounds, world, *client, accounts::Limited::kResendConfirmationCode, request.Username);
  CodeCall call;
  call.limited = accounts::Limited::kResendConfirmationCode;
  call.purpose = messaging::MessagePurpose::kResendCode;
  call.usual = UsualOfConfirmation(pool);
  call.require = [&](const storage::Transaction& transaction) { return RequireReceiver(transaction, *client, request.Username); };
  call.send = [&](storage::Transaction& transaction, const Receiver& receiver, messaging::Letter letter, util::EpochMillis now) {
    const auto& [user, destination] = receiver;
    messaging::KeepCode(transaction, user, messaging::CodePurpose::kConfirmSignUp, letter.code, destination, now);
    letter.link_origin = LinkOriginOf(transaction, pool);
    auto sent = messaging::Compose(pool, user, destination, letter, now);
    messaging::Send(transaction, sent);
    event.Write(transaction, user, api::EventResponseType::Pass);
    return sent;
  };
  auto details = SendCode(world, *client, request.Username, call, asker, rounds);
  event.Tell(asker.In(pool));
  return {std::move(details)};
}

}  // namespace rockpool::sign_up
