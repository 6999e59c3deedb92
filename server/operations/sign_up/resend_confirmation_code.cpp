#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/context.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/public_calls.h"
#include "server/sign_up/refusals.h"

namespace rockpool::operations {
namespace {

// nullopt: nobody, and the client hides that.
std::optional<sign_up::Receiver> RequireReceiver(const storage::Transaction& transaction, const clients::ClientInUse& client,
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
  return sign_up::Receiver{*std::move(user), *std::move(destination)};
}

}  // namespace

api::ResendConfirmationCodeResponse ResendConfirmationCode(const Context& context, const api::ResendConfirmationCodeRequest& request) {
  const clients::SharedClient client = sign_up::RequireClient(context.world, request.ClientId, request.Username, request.SecretHash);
  const pools::PoolInUse& pool = *client->pool;
  sign_up::CodeCall call;
  call.limited = accounts::Limited::kResendConfirmationCode;
  call.usual = sign_up::UsualOfConfirmation(pool);
  call.require = [&](const storage::Transaction& transaction) { return RequireReceiver(transaction, *client, request.Username); };
  call.send = [&](storage::Transaction& transaction, const sign_up::Receiver& receiver, const std::string& code, util::EpochMillis now) {
    const auto& [user, destination] = receiver;
    messaging::KeepCode(transaction, user, messaging::CodePurpose::kConfirmSignUp, code, destination, now);
    auto sent =
        messaging::Compose(pool, user, destination,
                           {messaging::MessagePurpose::kResendCode, client->id, code, "", sign_up::LinkOriginOf(transaction, pool)}, now);
    messaging::Send(transaction, sent);
    return sent;
  };
  return {sign_up::SendCode(context.world, *client, request.Username, call)};
}

}  // namespace rockpool::operations
