#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/users/change_user.h"
#include "server/sign_up/asker.h"
#include "server/sign_up/commit_asking.h"
#include "server/sign_up/recovery.h"

namespace rockpool::operations {

api::AdminResetUserPasswordResponse AdminResetUserPassword(const Context& context, const api::AdminResetUserPasswordRequest& request) {
  const world::World& world = context.world;
  constexpr auto kPurpose = messaging::MessagePurpose::kForgotPassword;
  messaging::Letter letter{kPurpose, "", messaging::DrawCode(world.random), "", "", {}};
  const util::EpochMillis now = world.clock.Now();
  sign_up::Asker asker(world, context.caller, "", request.ClientMetadata);
  world::LookCallCommit rounds(world.store);
  PoolAndUser found;
  const auto message = sign_up::CommitAsking(rounds, [&](storage::Transaction& transaction) {
    found = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username);
    const messaging::Destination destination = sign_up::RequireRecoverable(*found.pool, found.user);
    // Assumed: CustomMessage is told of him as a custom sender is, which runs when it is done.
    found.user.content.UserStatus = api::UserStatusType::RESET_REQUIRED;
    letter.texts = asker.TextsOf(*found.pool, found.user, kPurpose, destination);
    accounts::Save(transaction, *found.pool, now, found.user);
    return sign_up::SendRecoveryCode(transaction, *found.pool, found.user, destination, letter, now);
  });
  asker.Dispatch(*found.pool, found.user, message);
  return {};
}

}  // namespace rockpool::operations
