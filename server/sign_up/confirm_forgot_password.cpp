#include <optional>
#include <vector>

#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/api/errors.h"
#include "server/messaging/codes.h"
#include "server/pools/replicas/replicas.h"
#include "server/risk/open_event.h"
#include "server/sign_up/asker.h"
#include "server/sign_up/calls.h"
#include "server/sign_up/public_calls.h"
#include "server/sign_up/recovery.h"
#include "server/sign_up/refusals.h"
#include "server/triggers/events/sign_up_events.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::sign_up {
namespace {

constexpr auto kPurpose = messaging::CodePurpose::kForgotPassword;

// What is told before a limit is. nullopt: nobody, or a disabled user, and the client hides that.
std::optional<accounts::User> RequireRecovering(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                                const api::ConfirmForgotPasswordRequest& request) {
  auto user = FindEnabledUserOrHide(transaction, client, request.Username);
  if (user && !user->is_enabled()) {
    throw api::NotAuthorizedException("User is disabled.");
  }
  if (user && user->status() == api::UserStatusType::UNCONFIRMED) {
    throw api::UserNotConfirmedException("User is not confirmed.");
  }
  accounts::CheckPolicy(*client.pool, request.Password);
  return user;
}

accounts::User RequireUserWithCode(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                   const api::ConfirmForgotPasswordRequest& request, util::EpochMillis now) {
  auto user = RequireRecovering(transaction, client, request);
  if (!user) {
    ThrowCodeMismatch();
  }
  messaging::CheckCode(transaction, *user, kPurpose, request.ConfirmationCode, now);
  return *std::move(user);
}

}  // namespace

api::ConfirmForgotPasswordResponse ConfirmForgotPassword(const world::World& world, const world::Caller& caller,
                                                         const api::ConfirmForgotPasswordRequest& request, By by) {
  pools::RequirePrimary(caller);
  CheckForm(by, {request.Username, request.Password, request.ConfirmationCode});
  const clients::SharedClient client = RequireClient(world, request.ClientId, request.Username, request.SecretHash, by);
  const pools::PoolInUse& pool = *client->pool;
  if (clients::HidesWhoExists(*client)) {
    accounts::CheckPolicy(pool, request.Password);  // before anybody is looked for (the developer guide)
  }
  CountPublicAttempt(world, *client, accounts::Limited::kForgotPassword, request.Username,
                     [&](const storage::Transaction& transaction) { return RequireRecovering(transaction, *client, request); });
  const util::EpochMillis now = world.clock.Now();
  world::LookCallCommit rounds(world.store);
  std::vector<storage::PasswordVerifier> earlier;
  const accounts::User seen = rounds.Look([&](const storage::Transaction& transaction) {
    accounts::User user = RequireUserWithCode(transaction, *client, request, now);
    earlier = accounts::LookAtHistory(transaction, pool, user);
    return user;
  });
  const risk::RequestContext context{request.UserContextData};
  risk::CallEvent event({world, *client, caller, context}, rounds, api::EventType::PasswordChange);
  event.Assess(seen, request.Password);
  accounts::CheckHistory(pool, seen.username(), request.Password, earlier);
  const auto verifier = accounts::MakeVerifier(pool, seen.username(), request.Password, world.random);
  const accounts::User changed = rounds.Commit([&](storage::Transaction& transaction) {
    accounts::User user = RequireUserWithCode(transaction, *client, request, now);
    messaging::DeleteCode(transaction, user, kPurpose);
    accounts::SetPassword(transaction, pool, user, verifier, now);
    accounts::ForgetWrongPasswords(transaction, pool.id, user.username());
    user.content.UserStatus = api::UserStatusType::CONFIRMED;
    accounts::Save(transaction, pool, now, user);
    event.Write(transaction, user, api::EventResponseType::Pass);
    return user;
  });
  const Asker asker(world, caller, client->id, request.ClientMetadata);
  event.Tell(asker.In(pool));
  triggers::TellPostConfirmation(asker.In(pool), triggers::ConfirmationSource::kConfirmForgotPassword, triggers::PersonOf(changed),
                                 asker.client_metadata());
  return {};
}

}  // namespace rockpool::sign_up
