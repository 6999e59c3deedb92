#include "server/sign_in/issue_tokens.h"

#include <limits>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/clients/app_clients.h"
#include "server/crypto/digest.h"
#include "server/crypto/jws.h"
#include "server/crypto/sealed_token.h"
#include "server/pools/groups.h"
#include "server/pools/records.h"
#include "server/tokens/claims.h"
#include "server/tokens/issuer.h"
#include "server/tokens/signing_keys.h"
#include "server/triggers/triggers.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/util/strings.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::sign_in {
namespace {

// What a family's document says, by name: no structure of the API has a place for it.
using FamilyContent = std::map<std::string, std::string, std::less<>>;

constexpr util::EpochMillis kLongestAccess = 24LL * 60 * 60 * 1000;
constexpr std::size_t kSweptRows = 20;  // of each kind that has expired, whenever somebody signs in
constexpr std::size_t kAllGroups = std::numeric_limits<std::int32_t>::max();
constexpr const char* kForMachines = "V3_0";  // the version whose answers apply to tokens of app clients for themselves (documented)
constexpr const char* kMachine = "ClientCredentials";  // userName of those (documented)

std::vector<api::GroupType> GroupsOf(const storage::Transaction& transaction, const accounts::User& user) {
  std::vector<api::GroupType> groups;
  for (const storage::PoolResource& record : transaction.group_members().GroupsOf(user.number(), "", kAllGroups)) {
    groups.push_back(pools::ContentOf<api::GroupType>(record));
    groups.back().GroupName = record.key;
  }
  return groups;
}

struct SignedTokens {
  std::optional<std::string> id;
  std::string access;
};

SignedTokens Sign(const world::World& world, const tokens::TokenFacts& facts, const tokens::SeenSigningKeys& seen) {
  const auto keys = tokens::UseSigningKeys(world, facts.client.pool->id, seen);
  SignedTokens made;
  made.access = crypto::SignJws(tokens::TokenHeader(keys->access.kid), tokens::AccessTokenClaims(facts, util::RandomUuid(world.random)),
                                keys->access.key);
  if (!facts.from_oauth || tokens::HasScope(facts.scope, tokens::kOpenIdScope)) {
    made.id = crypto::SignJws(tokens::TokenHeader(keys->id.kid), tokens::IdTokenClaims(facts, util::RandomUuid(world.random), made.access),
                              keys->id.key);
  }
  return made;
}

api::AuthenticationResultType Result(const clients::ClientInUse& client, SignedTokens made, std::optional<std::string> refresh_token) {
  api::AuthenticationResultType result;
  result.AccessToken = std::move(made.access);
  result.IdToken = std::move(made.id);
  result.ExpiresIn = static_cast<std::int32_t>(clients::TokenLivesOf(client.settings).access.count());
  result.TokenType = "Bearer";
  result.RefreshToken = std::move(refresh_token);
  return result;
}

// For an owner of tokens.
tokens::TokenChanges Ask(const triggers::Origin& origin, triggers::TokenSource source, const tokens::TokenFacts& facts,
                         const triggers::Metadata& client_metadata) {
  const auto scopes = util::Split(facts.scope, " ");
  tokens::TokenChanges changes = triggers::AskPreTokenGeneration(
      origin, source, triggers::PersonOf(facts.user), tokens::GroupClaimsOf(facts.groups), {scopes.begin(), scopes.end()}, client_metadata);
  tokens::TokenFacts changed = facts;
  changed.changes = &changes;
  tokens::RequireFewClaims(changed);
  return changes;
}

// Whose tokens they are, as he is when they are made.
struct Owner {
  std::vector<api::GroupType> groups;
  std::optional<accounts::User> anew = std::nullopt;  // where a function may have changed him since the grant was made
};

Owner LookAtOwner(const storage::Transaction& transaction, const TokenGrant& grant) {
  Owner owner{GroupsOf(transaction, grant.user)};
  auto record = triggers::HasFunctions(*grant.client->pool) ? transaction.users().FindByNumber(grant.user.number()) : std::nullopt;
  if (record) {
    owner.anew = accounts::Decode(*std::move(record));
    if (accounts::SubOf(*owner.anew) != accounts::SubOf(grant.user)) {
      owner.anew.reset();  // another one behind a reset, whom the write refuses
    }
  }
  return owner;
}

// It lives no longer than the two.
tokens::TokenFacts FactsOf(const TokenGrant& grant, const Owner& owner) {
  tokens::TokenFacts facts{
      *grant.client, owner.anew ? *owner.anew : grant.user, owner.groups, grant.issuer, grant.scope, grant.nonce, grant.from_oauth, {}, {}};
  facts.audience = grant.audience;
  facts.changes = grant.changes ? &*grant.changes : nullptr;
  return facts;
}

tokens::TokenChanges AskFor(const world::World& world, const TokenGrant& grant, const tokens::TokenFacts& facts) {
  const triggers::Origin origin{world, *grant.client->pool, grant.client->id, grant.user_agent, grant.tell};
  return Ask(origin, grant.source, facts, grant.client_metadata);
}

storage::RefreshFamily NewFamily(const world::World& world, const TokenGrant& grant, util::EpochMillis now) {
  storage::RefreshFamily family;
  family.origin_jti = util::RandomUuid(world.random);
  family.event_id = util::RandomUuid(world.random);
  family.user_pool_id = grant.client->pool->id;
  family.client_id = grant.client->id;
  family.user = grant.user.number();
  FamilyContent content = {{"Issuer", grant.issuer}, {"Scope", grant.scope}};
  if (grant.from_oauth) {
    content["FromOAuth"] = "true";
  }
  if (grant.audience) {
    content["Audience"] = *grant.audience;
  }
  family.document = api::ToJson(content);
  family.authenticated_millis = grant.authenticated_millis.value_or(now);
  const clients::TokenLives lives = clients::TokenLivesOf(grant.client->settings);
  family.expires_millis = now + std::chrono::milliseconds(grant.is_refreshed ? lives.refresh : lives.access).count();
  family.kept_until_millis = family.expires_millis + kLongestAccess;
  return family;
}

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

// Whether there is a sign-in to go on with, whatever became of its token.
void RequireAlive(const std::optional<Found>& found, util::EpochMillis now) {
  if (!found) {
    // Recorded (aws/aws-sdk-cpp#1789): the full stop, which the other refusals of refresh tokens have not.
    throw api::NotAuthorizedException("Invalid Refresh Token.");
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
};

SeenHolder LookForHolder(const storage::Transaction& transaction, const world::Caches& caches, const clients::ClientInUse& client,
                         std::string_view digest) {
  SeenHolder seen{FindHolder(transaction, client, digest), {}, {}};
  if (seen.found) {
    seen.groups = GroupsOf(transaction, seen.found->user);
    seen.keys = tokens::LookAtSigningKeys(transaction, caches, client.pool->id);
  }
  return seen;
}

// Without grace the token has ended for every clock, so that neither a call that began earlier nor a clock that is turned back revives it.
util::EpochMillis EndOfReplaced(const clients::ClientInUse& client, util::EpochMillis now) {
  const std::int32_t grace = client.settings.RefreshTokenRotation->RetryGracePeriodSeconds.value_or(0);
  return grace == 0 ? 0 : now + 1000LL * grace;
}

// The new token in the place of the old one; nullopt where the client keeps its tokens.
std::optional<std::string> Rotate(const world::World& world, world::LookCallCommit& rounds, const clients::ClientInUse& client,
                                  const std::string& digest, util::EpochMillis now) {
  if (!clients::RotatesRefreshTokens(client.settings)) {
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
  });
  return successor;
}

}  // namespace

TokenGrant GrantOfApi(const world::World& world, clients::SharedClient client, accounts::User user, const world::Caller& caller) {
  TokenGrant grant;
  grant.issuer = tokens::IssuerOf(world.settings.Of<tokens::Settings>(), *client->pool, caller);
  grant.client = std::move(client);
  grant.user = std::move(user);
  grant.scope = tokens::kAdminScope;
  return grant;
}

accounts::User RequireStillGood(storage::Transaction& transaction, const TokenGrant& grant) {
  clients::RequireClient(transaction, grant.client->id);
  auto record = transaction.users().FindByNumber(grant.user.number());
  auto user = record ? std::optional(accounts::Decode(*std::move(record))) : std::nullopt;
  if (!user || !user->is_enabled() || accounts::SubOf(*user) != accounts::SubOf(grant.user)) {
    throw api::NotAuthorizedException("User is disabled.");
  }
  if (grant.in_the_write) {
    grant.in_the_write(transaction, *user);
  }
  return *std::move(user);
}

api::AuthenticationResultType IssueTokens(const world::World& world, const TokenGrant& grant) {
  world::LookCallCommit rounds(world.store);
  return IssueTokens(world, rounds, grant);
}

api::AuthenticationResultType IssueTokens(const world::World& world, world::LookCallCommit& rounds, const TokenGrant& grant) {
  const auto [owner, keys] = rounds.Look([&](const storage::Transaction& transaction) {
    return std::pair(LookAtOwner(transaction, grant), tokens::LookAtSigningKeys(transaction, world.caches, grant.client->pool->id));
  });
  tokens::TokenFacts facts = FactsOf(grant, owner);
  std::optional<tokens::TokenChanges> changes;
  if (!grant.changes && WaitsForChanges(*grant.client->pool, grant.source)) {
    facts.changes = &changes.emplace(AskFor(world, grant, facts));
  }
  const util::EpochMillis now = world.clock.Now();
  storage::RefreshFamily family = NewFamily(world, grant, now);
  auto refresh_token = grant.is_refreshed ? std::optional(crypto::DrawSealedToken(world.random)) : std::nullopt;
  const std::string digest = refresh_token ? crypto::Sha256(*refresh_token) : "";
  facts.origin_jti = family.origin_jti;
  facts.event_id = family.event_id;
  facts.auth_time = family.authenticated_millis / 1000;
  facts.now = now / 1000;
  SignedTokens made = Sign(world, facts, keys);
  rounds.Commit([&](storage::Transaction& transaction) {
    RequireStillGood(transaction, grant);
    transaction.SweepExpired(now, kSweptRows);
    const std::int64_t number = transaction.refresh_families().Insert(family);
    if (refresh_token) {
      transaction.refresh_families().InsertToken({digest, number, std::nullopt});
    }
  });
  return Result(*grant.client, std::move(made), std::move(refresh_token));
}

tokens::TokenChanges AskForChanges(const world::World& world, world::LookCallCommit& rounds, const TokenGrant& grant) {
  if (!WaitsForChanges(*grant.client->pool, grant.source)) {
    return {};
  }
  const Owner owner = rounds.Look([&](const storage::Transaction& transaction) { return LookAtOwner(transaction, grant); });
  return AskFor(world, grant, FactsOf(grant, owner));
}

bool WaitsForChanges(const pools::PoolInUse& pool, triggers::TokenSource source) {
  const auto function = triggers::FunctionOf(pool, triggers::Trigger::kPreTokenGeneration);
  return function && (source != triggers::TokenSource::kClientCredentials || function->version == kForMachines);
}

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
  const auto [found, groups, keys] =
      rounds.Look([&](const storage::Transaction& transaction) { return LookForHolder(transaction, world.caches, *client, digest); });
  check(found ? std::optional(found->user.username()) : std::nullopt);
  RequireGood(found, now);
  const auto content = api::FromStoredJson<FamilyContent>(found->family.document);
  const auto audience = content.find("Audience");
  tokens::TokenFacts facts{*client,
                           found->user,
                           groups,
                           content.at("Issuer"),
                           content.at("Scope"),
                           std::nullopt,
                           content.contains("FromOAuth"),
                           found->family.origin_jti,
                           found->family.event_id,
                           found->family.authenticated_millis / 1000,
                           now / 1000,
                           audience == content.end() ? std::nullopt : std::optional(audience->second)};
  if (!WaitsForChanges(*client->pool, kSource)) {
    SignedTokens made = Sign(world, facts, keys);
    return Result(*client, std::move(made), Rotate(world, rounds, *client, digest, now));
  }
  // Of two calls at once with a token that has no grace, one asks the function.
  std::optional<std::string> successor = Rotate(world, rounds, *client, digest, now);
  const triggers::Origin origin{world, *client->pool, client->id, asked_by.user_agent, asked_by.tell};
  const tokens::TokenChanges changes = Ask(origin, kSource, facts, asked_by.client_metadata);
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
  const auto content = api::FromStoredJson<FamilyContent>(family->document);
  return RefreshBasis{content.contains("FromOAuth"), content.at("Scope")};
}

ClientToken IssueClientToken(const world::World& world, const ClientGrant& grant) {
  constexpr auto kSource = triggers::TokenSource::kClientCredentials;
  const clients::ClientInUse& client = *grant.client;
  tokens::TokenChanges changes;
  tokens::ClientTokenFacts facts{client, grant.issuer, util::Join(grant.scopes, " "), world.clock.Now() / 1000};
  if (WaitsForChanges(*client.pool, kSource)) {
    const triggers::Origin origin{world, *client.pool, client.id, grant.asked_by.user_agent, grant.asked_by.tell};
    changes = triggers::AskPreTokenGeneration(origin, kSource, triggers::Submitted(kMachine, {}), {}, grant.scopes,
                                              grant.asked_by.client_metadata);
    facts.changes = &changes;
    facts.now = world.clock.Now() / 1000;
    tokens::RequireFewClaims(facts);
    world.store.Read([&](const storage::Transaction& transaction) { clients::RequireClient(transaction, client.id); });
  }
  const auto keys = tokens::UseSigningKeys(world, client.pool->id);
  return {crypto::SignJws(tokens::TokenHeader(keys->access.kid), tokens::ClientTokenClaims(facts, util::RandomUuid(world.random)),
                          keys->access.key),
          clients::TokenLivesOf(client.settings).access.count()};
}

void Revoke(const world::World& world, const clients::ClientInUse& client, std::string_view refresh_token) {
  const std::string digest = crypto::Sha256(refresh_token);
  world.store.Write([&](storage::Transaction& transaction) {
    const auto token = transaction.refresh_families().FindToken(digest);
    const auto family = token ? transaction.refresh_families().Find(token->family) : std::nullopt;
    if (family && family->client_id == client.id && !family->is_revoked) {
      transaction.refresh_families().Revoke(family->number);
    }
  });
}

void SignOutEverywhere(storage::Transaction& transaction, const accounts::User& user) {
  transaction.refresh_families().RevokeAllOfUser(user.number());
  transaction.sign_in_sessions().DeleteOfUser(user.number());
  transaction.authorization_codes().DeleteOfUser(user.number());
}

}  // namespace rockpool::sign_in
