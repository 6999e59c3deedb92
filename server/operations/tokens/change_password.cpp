#include <optional>
#include <vector>

#include "server/accounts/attempts.h"
#include "server/accounts/import/import_rows.h"
#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/context.h"
#include "server/operations/user_attributes/holder_attempts.h"
#include "server/risk/open_event.h"
#include "server/tokens/access_token.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

struct Seen {
  tokens::TokenHolder holder;
  storage::Credentials present;
  std::vector<storage::PasswordVerifier> earlier;
};

// Before the password is looked at, and again before it is set: who has tried too often is not told which guess was right.
void RequireUnderLimit(const Context& context, const storage::Transaction& transaction, const tokens::AccessToken& token) {
  accounts::RequireUnderLimit(transaction, context.world.settings.Of<accounts::Settings>(), accounts::Limited::kChangePassword,
                              token.user_pool_id, token.username, context.world.clock.Now());
}

// Who was imported with a hash may have signed in by a code, and has shown his password to nobody yet.
bool IsPresent(const pools::PoolInUse& pool, const accounts::User& user, const storage::Credentials& present, const std::string& password) {
  return present.password ? accounts::IsPassword(pool, user.username(), password, *present.password)
                          : accounts::IsPasswordOfHash(present.imported_hash.value_or(""), password);
}

// Wrong ones count for the hourly limit, and not for the lockout of sign-in (Assumed).
void CheckPreviousPassword(const Context& context, const tokens::AccessToken& token, const Seen& seen,
                           const std::optional<std::string>& previous) {
  const bool is_federated = seen.holder.user.status() == api::UserStatusType::EXTERNAL_PROVIDER;
  if (!accounts::HasPassword(seen.present) && !previous && !is_federated) {
    return;  // documented: who has no password sets the first one
  }
  if (!previous && !is_federated) {
    throw api::InvalidParameterException("Missing required parameter PreviousPassword");  // Assumed
  }
  const accounts::User& user = seen.holder.user;
  // Assumed: a federated user is told what a wrong password would be.
  if (!previous || !IsPresent(*seen.holder.client->pool, user, seen.present, *previous)) {
    CountHolderAttempt(context, token, accounts::Limited::kChangePassword);
    throw api::NotAuthorizedException("Incorrect username or password.");
  }
}

}  // namespace

api::ChangePasswordResponse ChangePassword(const Context& context, const api::ChangePasswordRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  world::LookCallCommit rounds(world.store);
  const Seen seen = rounds.Look([&](const storage::Transaction& transaction) {
    Seen look{tokens::RequireHolder(transaction, world.caches, token), {}, {}};
    look.present = transaction.credentials().Find(look.holder.user.number());
    look.earlier = accounts::LookAtHistory(transaction, *look.holder.client->pool, look.holder.user);
    return look;
  });
  const pools::PoolInUse& pool = *seen.holder.client->pool;
  const std::string& username = seen.holder.user.username();
  rounds.Look([&](const storage::Transaction& transaction) { RequireUnderLimit(context, transaction, token); });
  CheckPreviousPassword(context, token, seen, request.PreviousPassword);
  accounts::CheckPolicy(pool, request.ProposedPassword);
  risk::CallEvent event({world, *seen.holder.client, context.caller, {}}, rounds, api::EventType::PasswordChange);
  event.Assess(seen.holder.user, request.ProposedPassword);
  accounts::CheckHistory(pool, username, request.ProposedPassword, seen.earlier);
  const auto verifier = accounts::MakeVerifier(pool, username, request.ProposedPassword, world.random);
  const util::EpochMillis now = world.clock.Now();
  rounds.Commit([&](storage::Transaction& transaction) {
    accounts::User user = tokens::RequireHolder(transaction, world.caches, token).user;
    RequireUnderLimit(context, transaction, token);
    // The password that was proved must still be the one that there is.
    const storage::Credentials present = transaction.credentials().Find(user.number());
    if (present.password != seen.present.password || present.imported_hash != seen.present.imported_hash) {
      throw api::NotAuthorizedException("Incorrect username or password.");
    }
    messaging::DeleteCode(transaction, user, messaging::CodePurpose::kForgotPassword);
    accounts::SetPassword(transaction, pool, user, verifier, now);
    accounts::Save(transaction, pool, now, user);
    event.Write(transaction, user, api::EventResponseType::Pass);
  });
  event.Tell({world, pool, seen.holder.client->id, context.caller.user_agent});
  return {};
}

}  // namespace rockpool::operations
