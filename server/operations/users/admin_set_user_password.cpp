#include "server/accounts/attempts.h"
#include "server/accounts/passwords.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/repeats.h"
#include "server/operations/users/change_user.h"
#include "server/world/look_call_commit.h"

namespace rockpool::operations {

api::AdminSetUserPasswordResponse AdminSetUserPassword(const Context& context, const api::AdminSetUserPasswordRequest& request) {
  const world::World& world = context.world;
  world::LookCallCommit rounds(world.store);
  std::vector<storage::PasswordVerifier> earlier;
  const PoolAndUser found = rounds.Look([&](const storage::Transaction& transaction) {
    PoolAndUser seen = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username);
    earlier = accounts::LookAtHistory(transaction, *seen.pool, seen.user);
    return seen;
  });
  const pools::PoolInUse& pool = *found.pool;
  accounts::CheckPolicy(pool, request.Password);
  accounts::CheckHistory(pool, found.user.username(), request.Password, earlier);
  const auto verifier = accounts::MakeVerifier(pool, found.user.username(), request.Password, world.random);
  const util::EpochMillis now = world.clock.Now();
  rounds.Commit([&](storage::Transaction& transaction) {
    accounts::User user = accounts::RequireStill(transaction, found.user);
    messaging::DeleteCode(transaction, user, messaging::CodePurpose::kForgotPassword);
    accounts::SetPassword(transaction, pool, user, verifier, now);
    accounts::ForgetWrongPasswords(transaction, pool.id, user.username());
    user.content.UserStatus =
        request.Permanent.value_or(false) ? api::UserStatusType::CONFIRMED : api::UserStatusType::FORCE_CHANGE_PASSWORD;
    accounts::ClaimAliasesForAdministrator(transaction, pool, now, user);
    accounts::Save(transaction, pool, now, user);
  });
  return {};
}

// A permanent password is there once the user has one of his own, be it the same or not.
Existence AdminSetUserPasswordExists(const storage::Transaction& transaction, const Context& context,
                                     const api::AdminSetUserPasswordRequest& request) {
  const auto user = FindUserOfPool(transaction, context, request.UserPoolId, request.Username);
  const bool has_password =
      user && user->status() == api::UserStatusType::CONFIRMED && transaction.credentials().Find(user->number()).password.has_value();
  return has_password && request.Permanent.value_or(false) ? Existence::kHere : Existence::kNowhere;
}

}  // namespace rockpool::operations
