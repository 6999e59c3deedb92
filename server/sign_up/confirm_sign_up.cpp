#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/clients/auth_sessions.h"
#include "server/clients/client_in_use.h"
#include "server/messaging/codes.h"
#include "server/pools/replicas/replicas.h"
#include "server/sign_up/asker.h"
#include "server/sign_up/calls.h"
#include "server/sign_up/public_calls.h"
#include "server/sign_up/refusals.h"
#include "server/sign_up/session.h"
#include "server/triggers/events/sign_up_events.h"
#include "storage/store.h"

namespace rockpool::sign_up {
namespace {

// In the words of the developer guide, which are not those of an update.
void RefuseTakenAlias(const storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::User& user,
                      const std::string& attribute) {
  if (accounts::FindHolderOfAlias(transaction, pool, user, attribute)) {
    throw api::AliasExistsException("An account with the " + attribute + " already exists.");
  }
}

// nullopt: nobody, and the client hides that.
std::optional<accounts::User> RequireUnconfirmed(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                                 std::string_view name) {
  auto user = FindUserOrHide(transaction, client, name);
  if (user && user->status() != api::UserStatusType::UNCONFIRMED) {
    throw api::NotAuthorizedException("User cannot be confirmed. Current status is " + std::string(api::ToText(user->status())));
  }
  return user;
}

// That of this very user's sign-up.
std::optional<storage::SignInSession> RequireOwnSession(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                                        const accounts::User& user, std::string_view session, util::EpochMillis now) {
  storage::SignInSession row = RequireSession(transaction, client, SessionKind::kSignedUp, session, now);
  if (row.user != user.number()) {
    clients::ThrowInvalidSession();
  }
  return row;
}

}  // namespace

api::ConfirmSignUpResponse ConfirmSignUp(const world::World& world, const world::Caller& caller, const api::ConfirmSignUpRequest& request,
                                         By by) {
  pools::RequirePrimary(caller);
  CheckForm(by, {request.Username, std::nullopt, request.ConfirmationCode});
  const clients::SharedClient client = RequireClient(world, request.ClientId, request.Username, request.SecretHash, by);
  const pools::PoolInUse& pool = *client->pool;
  const auto require = [&](const storage::Transaction& transaction) { return RequireUnconfirmed(transaction, *client, request.Username); };
  CountPublicAttempt(world, *client, accounts::Limited::kConfirmSignUp, request.Username, require);
  const util::EpochMillis now = world.clock.Now();
  // A client that has no sessions sends any text. Amplify (6.22.1, confirmSignUp.ts) hands in none, and goes on with the one that it gets.
  const std::optional<std::string> session = HasSessions(*client) ? request.Session : std::nullopt;
  const bool gives_session = session || (HasSessions(*client) && by == By::kApplication);
  const std::optional<std::string> next = gives_session ? std::optional(clients::DrawSession(world.random)) : std::nullopt;
  const accounts::User confirmed = world.store.Write([&](storage::Transaction& transaction) {
    auto user = require(transaction);
    if (!user) {
      ThrowCodeMismatch();
    }
    // Assumed: before the code is looked at.
    const auto row = session ? RequireOwnSession(transaction, *client, *user, *session, now) : std::nullopt;
    constexpr auto kPurpose = messaging::CodePurpose::kConfirmSignUp;
    const storage::Code code = messaging::CheckCode(transaction, *user, kPurpose, request.ConfirmationCode, now);
    messaging::DeleteCode(transaction, *user, kPurpose);
    user->content.UserStatus = api::UserStatusType::CONFIRMED;
    accounts::SetAttribute(*user, code.attribute + "_verified", "true");
    const bool force = request.ForceAliasCreation.value_or(false);
    if (!force) {
      RefuseTakenAlias(transaction, pool, *user, code.attribute);
    }
    accounts::ClaimAliases(transaction, pool, now, *user, force);
    accounts::Save(transaction, pool, now, *user);
    if (row) {
      UseUp(transaction, *row);
    }
    if (next) {
      WriteSession(transaction, *client, *user, SessionKind::kConfirmed, *next, code.attribute, now);
    }
    return *std::move(user);
  });
  const Asker asker(world, caller, client->id, request.ClientMetadata);
  triggers::TellPostConfirmation(asker.In(pool), triggers::ConfirmationSource::kConfirmSignUp, triggers::PersonOf(confirmed),
                                 asker.client_metadata());
  return {next};
}

}  // namespace rockpool::sign_up
