#include "server/sign_in/refresh.h"

#include <memory>
#include <utility>
#include <vector>

#include "server/accounts/devices.h"
#include "server/api/errors.h"
#include "server/clients/app_clients.h"
#include "server/clients/scopes.h"
#include "server/crypto/digest.h"
#include "server/crypto/sealed_token.h"
#include "server/sign_in/family.h"
#include "server/sign_in/token_making.h"
#include "server/triggers/triggers.h"
#include "server/util/clock.h"
#include "storage/refresh_families.h"
#include "storage/store.h"

namespace rockpool::sign_in {
namespace {

// What a refresh token leads to.
struct Found {
  storage::RefreshToken token;
  storage::RefreshFamily family;
  accounts::User user;
};

// nullopt for a token that leads to nobody, or is of another client.
std::optional<Found> FindHolder(const storage::Transaction& transaction, const clients::ClientInUse& client, std::string_view digest) {
  auto token = transaction.refresh_families().FindToken(digest);
  auto family = token ? transaction.refresh_families().Find(token->family) : std::nullopt;
  auto user = family && family->client_id == client.id ? transaction.users().FindByNumber(family->user) : std::nullopt;
  return user ? std::optional(Found{*std::move(token), *std::move(family), accounts::Decode(*std::move(user))}) : std::nullopt;
}

[[noreturn]] void ThrowInvalid() {
  // Recorded (aws/aws-sdk-cpp#1789): the full stop, which the other refusals of refresh tokens have not.
  throw api::NotAuthorizedException("Invalid Refresh Token.");
}

// While the pool tracks devices, the token of a device is one with its key alone (several clients tell, aws-amplify/amplify-js#6283 too),
// and none before the device is confirmed (AWS's knowledge center on this text; kink80/cognitoauth#2).
void RequireDevice(world::LookCallCommit& rounds, const clients::ClientInUse& client, const accounts::User& user, const FamilyFacts& family,
                   const AskedBy& asked_by) {
  if (!family.device_key || !accounts::TracksDevices(*client.pool)) {
    return;
  }
  const auto is_confirmed = [&](const storage::Transaction& transaction) {
    return transaction.devices().Find(user.number(), *family.device_key).has_value();
  };
  if (asked_by.device_key != family.device_key || !rounds.Look(is_confirmed)) {
    ThrowInvalid();
  }
}

// Assumed: a sign-in that was for scopes of deleted resource servers alone has nothing to go on with.
std::string RequireScopeLeft(world::LookCallCommit& rounds, const world::Caches& caches, const clients::ClientInUse& client,
                             std::string scope) {
  const bool had_scopes = !scope.empty();
  std::string left = clients::ScopeThatIsLeft(rounds, caches, client.pool->id, std::move(scope));
  if (had_scopes && left.empty()) {
    ThrowInvalid();
  }
  return left;
}

// Whether there is a sign-in to go on with, whatever became of its token.
void RequireAlive(const std::optional<Found>& found, util::EpochMillis now) {
  if (!found) {
    ThrowInvalid();
  }
  if (found->family.expires_millis <= now) {
    throw api::NotAuthorizedException("Refresh Token has expired");
  }
  // Disabling revokes, so this can only come first: seen on AWS is that a disabled user is told so, and an enabled one again of the rest.
  if (!found->user.is_enabled()) {
    throw api::NotAuthorizedException("User is disabled.");
  }
  if (found->family.is_revoked) {
    throw api::NotAuthorizedException("Refresh Token has been revoked");
  }
}

void RequireGood(const std::optional<Found>& found, util::EpochMillis now) {
  RequireAlive(found, now);
  if (found->token.replaced_until_millis && *found->token.replaced_until_millis <= now) {
    // Assumed: the exception is documented, its text is not.
    throw api::RefreshTokenReuseException("Refresh token has been invalidated by rotation.");
  }
}

// A found one with what its new tokens need.
struct SeenHolder {
  std::optional<Found> found;
  std::vector<api::GroupType> groups;
  tokens::SeenSigningKeys keys;
  std::optional<storage::UserSession> session = std::nullopt;
};

SeenHolder LookForHolder(const storage::Transaction& transaction, const world::Caches& caches, const clients::ClientInUse& client,
                         std::string_view digest) {
  SeenHolder seen{FindHolder(transaction, client, digest), {}, {}};
  if (seen.found) {
    seen.groups = GroupsOf(transaction, seen.found->user);
    seen.keys = tokens::LookAtSigningKeys(transaction, caches, client.pool->id);
    if (tokens::TracksSessions(*client.pool)) {
      seen.session = transaction.user_sessions().FindOfFamily(seen.found->family.number);
    }
  }
  return seen;
}

// Without grace the token has ended for every clock, so that neither a call that began earlier nor a clock that is turned back revives it.
util::EpochMillis EndOfReplaced(const clients::ClientInUse& client, util::EpochMillis now) {
  const std::int32_t grace = client.settings.RefreshTokenRotation->RetryGracePeriodSeconds.value_or(0);
  return grace == 0 ? 0 : now + 1000LL * grace;
}

// What a refresh writes down of the session of its tokens.
using UseSession = std::function<void(storage::Transaction& transaction)>;

// The new token in the place of the old one; nullopt where the client keeps its tokens.
std::optional<std::string> Rotate(const world::World& world, world::LookCallCommit& rounds, const clients::ClientInUse& client,
                                  const std::string& digest, const UseSession& use_session, util::EpochMillis now) {
  if (!clients::RotatesRefreshTokens(client.settings)) {
    if (use_session) {
      rounds.Commit(use_session);
    }
    return std::nullopt;
  }
  std::string successor = crypto::DrawSealedToken(world.random);
  const std::string successor_digest = crypto::Sha256(successor);
  rounds.Commit([&](storage::Transaction& transaction) {
    std::optional<Found> still = FindHolder(transaction, client, digest);
    RequireGood(still, now);
    transaction.refresh_families().InsertToken({successor_digest, still->family.number, std::nullopt});
    if (!still->token.replaced_until_millis) {
      still->token.replaced_until_millis = EndOfReplaced(client, now);
      transaction.refresh_families().UpdateToken(still->token);
    }
    if (use_session) {
      use_session(transaction);
    }
  });
  return successor;
}

}  // namespace

api::AuthenticationResultType Refresh(const world::World& world, const clients::SharedClient& client, std::string_view refresh_token,
                                      const AskedBy& asked_by) {
  world::LookCallCommit rounds(world.store);
  return Refresh(
      world, rounds, client, refresh_token, [](const std::optional<std::string>&) {}, asked_by);
}

api::AuthenticationResultType Refresh(const world::World& world, world::LookCallCommit& rounds, const clients::SharedClient& client,
                                      std::string_view refresh_token, const CheckUsername& check, const AskedBy& asked_by) {
  constexpr auto kSource = triggers::TokenSource::kRefreshTokens;
  const util::EpochMillis now = world.clock.Now();
  const std::string digest = crypto::Sha256(refresh_token);
  const auto [found, groups, keys, session] =
      rounds.Look([&](const storage::Transaction& transaction) { return LookForHolder(transaction, world.caches, *client, digest); });
  check(found ? std::optional(found->user.username()) : std::nullopt);
  RequireGood(found, now);
  FamilyFacts family = FamilyFactsOf(found->family.document);
  RequireDevice(rounds, *client, found->user, family, asked_by);
  family.scope = RequireScopeLeft(rounds, world.caches, *client, std::move(family.scope));
  tokens::TokenFacts facts{*client,
                           found->user,
                           groups,
                           std::move(family.issuer),
                           std::move(family.scope),
                           std::nullopt,
                           family.from_oauth,
                           found->family.origin_jti,
                           found->family.event_id,
                           found->family.authenticated_millis / 1000,
                           now / 1000,
                           std::move(family.audience)};
  facts.acr = std::move(family.acr);
  facts.amr = std::move(family.amr);
  facts.device_key = std::move(family.device_key);
  facts.has_at_hash = asked_by.is_token_endpoint;
  UseSession use_session;
  // Of one that the pool has forgotten nothing is said, either.
  if (session) {
    facts.session_id = session->session_id;
    use_session = [session = *session, place = tokens::PlaceOf(asked_by.user_agent, asked_by.address), now](storage::Transaction& write) {
      tokens::UseSession(write, session, place, now);
    };
  }
  if (!WaitsForChanges(*client->pool, kSource)) {
    SignedTokens made = Sign(world, facts, keys);
    return Result(*client, std::move(made), Rotate(world, rounds, *client, digest, use_session, now));
  }
  // Of two calls at once with a token that has no grace, one asks the function.
  std::optional<std::string> successor = Rotate(world, rounds, *client, digest, use_session, now);
  const triggers::Origin origin{world, *client->pool, client->id, asked_by.user_agent, asked_by.tell};
  const tokens::TokenChanges changes = AskForClaims(origin, kSource, facts, asked_by.client_metadata);
  facts.changes = &changes;
  facts.now = world.clock.Now() / 1000;
  rounds.Look([&](const storage::Transaction& transaction) { RequireAlive(FindHolder(transaction, *client, digest), now); });
  return Result(*client, Sign(world, facts, keys), std::move(successor));
}

std::optional<RefreshBasis> FindBasis(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                      std::string_view refresh_token) {
  const auto token = transaction.refresh_families().FindToken(crypto::Sha256(refresh_token));
  const auto family = token ? transaction.refresh_families().Find(token->family) : std::nullopt;
  if (!family || family->client_id != client.id) {
    return std::nullopt;
  }
  FamilyFacts facts = FamilyFactsOf(family->document);
  return RefreshBasis{facts.from_oauth, std::move(facts.scope)};
}

}  // namespace rockpool::sign_in
