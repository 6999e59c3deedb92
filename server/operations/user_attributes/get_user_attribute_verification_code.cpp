#include <string>

#include "server/accounts/attempts.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/context.h"
#include "server/operations/user_attributes/holder_attempts.h"
#include "server/sign_up/verification.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetUserAttributeVerificationCodeResponse GetUserAttributeVerificationCode(
    const Context& context, const api::GetUserAttributeVerificationCodeRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  const std::string& attribute = request.AttributeName;
  const std::string code = messaging::DrawCode(world.random);
  const util::EpochMillis now = world.clock.Now();
  const auto require = [&](const storage::Transaction& transaction, const tokens::TokenHolder& holder) {
    sign_up::RequireVerifiable(attribute);
    return sign_up::RequireTarget(transaction, holder.user, attribute, now);
  };
  CountHolderAttempt(context, token, accounts::Limited::kGetUserAttributeVerificationCode, require);
  sign_up::VerificationTarget target;
  const storage::Message message = world.store.Write([&](storage::Transaction& transaction) {
    const tokens::TokenHolder holder = tokens::RequireHolder(transaction, world.caches, token);
    target = require(transaction, holder);
    messaging::KeepCode(transaction, holder.user, messaging::VerifyPurpose(attribute), code, target.destination, now, target.is_pending);
    auto sent = messaging::Compose(*holder.client->pool, holder.user, target.destination,
                                   {messaging::MessagePurpose::kVerifyUserAttribute, holder.client->id, code, "", ""}, now);
    messaging::Send(transaction, sent);
    return sent;
  });
  messaging::Announce(message);
  return {messaging::Shown(target.destination)};
}

}  // namespace rockpool::operations
