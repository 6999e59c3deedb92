#include <string>

#include "server/accounts/attempts.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/context.h"
#include "server/operations/user_attributes/holder_attempts.h"
#include "server/sign_up/asker.h"
#include "server/sign_up/commit_asking.h"
#include "server/sign_up/verification.h"
#include "server/tokens/access_token.h"
#include "server/world/look_call_commit.h"

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
  sign_up::Asker asker(world, context.caller, token.client_id, request.ClientMetadata);
  world::LookCallCommit rounds(world.store);
  tokens::TokenHolder holder;
  sign_up::VerificationTarget target;
  const auto message = sign_up::CommitAsking(rounds, [&](storage::Transaction& transaction) {
    constexpr auto kPurpose = messaging::MessagePurpose::kVerifyUserAttribute;
    holder = tokens::RequireHolder(transaction, world.caches, token);
    target = require(transaction, holder);
    const pools::PoolInUse& pool = *holder.client->pool;
    const triggers::CustomTexts texts = asker.TextsOf(pool, holder.user, kPurpose, target.destination);
    messaging::KeepCode(transaction, holder.user, messaging::VerifyPurpose(attribute), code, target.destination, now, target.is_pending);
    auto sent = messaging::Compose(pool, holder.user, target.destination, {kPurpose, holder.client->id, code, "", "", texts}, now);
    messaging::Send(transaction, sent);
    return sent;
  });
  asker.Dispatch(*holder.client->pool, holder.user, message);
  return {messaging::Shown(target.destination)};
}

}  // namespace rockpool::operations
