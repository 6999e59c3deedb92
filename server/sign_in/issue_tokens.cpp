#include "server/sign_in/issue_tokens.h"

#include <utility>
#include <vector>

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/clients/app_clients.h"
#include "server/crypto/digest.h"
#include "server/crypto/jws.h"
#include "server/crypto/sealed_token.h"
#include "server/sign_in/family.h"
#include "server/sign_in/token_making.h"
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

constexpr util::EpochMillis kLongestAccess = 24LL * 60 * 60 * 1000;
constexpr std::size_t kSweptRows = 20;                 // of each kind that has expired, whenever somebody signs in
constexpr const char* kMachine = "ClientCredentials";  // userName of those (documented)

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
  facts.acr = grant.acr;
  facts.amr = grant.amr;
  facts.device_key = grant.device_key;
  facts.has_at_hash = grant.from_oauth;
  facts.changes = grant.changes ? &*grant.changes : nullptr;
  return facts;
}

tokens::TokenChanges AskFor(const world::World& world, const TokenGrant& grant, const tokens::TokenFacts& facts) {
  const triggers::Origin origin{world, *grant.client->pool, grant.client->id, grant.user_agent, grant.tell};
  return AskForClaims(origin, grant.source, facts, grant.client_metadata);
}

// Of the TOKEN session; nullopt where the tokens have none.
std::optional<std::string> DrawSession(const world::World& world, const TokenGrant& grant) {
  return grant.is_refreshed && tokens::TracksSessions(*grant.client->pool) ? std::optional(tokens::DrawTokenSessionId(world.random))
                                                                           : std::nullopt;
}

void BeginSession(storage::Transaction& transaction, const TokenGrant& grant, const std::string& session_id, std::int64_t family,
                  util::EpochMillis now) {
  tokens::Place place = tokens::PlaceOf(grant.user_agent, grant.address);
  storage::UserSession session{session_id, family, grant.origin_session_id, std::move(place.device_type), std::move(place.ip_address),
                               now,        now};
  tokens::BeginSession(transaction, grant.client->pool->session_limit, std::move(session), grant.user.number(), now);
}

storage::RefreshFamily NewFamily(const world::World& world, const TokenGrant& grant, const std::optional<std::string>& session_id,
                                 util::EpochMillis now) {
  storage::RefreshFamily family;
  family.origin_jti = util::RandomUuid(world.random);
  family.event_id = grant.event_id ? *grant.event_id : util::RandomUuid(world.random);
  family.user_pool_id = grant.client->pool->id;
  family.client_id = grant.client->id;
  family.user = grant.user.number();
  family.device_key = grant.device_key;
  family.document = ToDocument(FamilyFacts{grant.issuer, grant.scope, grant.from_oauth, grant.audience, grant.acr, grant.amr,
                                           grant.device_key, session_id, grant.has_second_factor});
  family.authenticated_millis = grant.authenticated_millis.value_or(now);
  const clients::TokenLives lives = clients::TokenLivesOf(grant.client->settings);
  family.expires_millis = now + std::chrono::milliseconds(grant.is_refreshed ? lives.refresh : lives.access).count();
  family.kept_until_millis = family.expires_millis + kLongestAccess;
  return family;
}

}  // namespace

SeenForTokens LookForTokens(const storage::Transaction& transaction, const world::Caches& caches, const clients::ClientInUse& client,
                            const accounts::User& user) {
  return {GroupsOf(transaction, user), tokens::LookAtSigningKeys(transaction, caches, client.pool->id)};
}

TokenGrant GrantOfApi(const world::World& world, clients::SharedClient client, accounts::User user, const world::Caller& caller) {
  TokenGrant grant;
  grant.issuer = tokens::IssuerOf(world.settings.Of<tokens::Settings>(), *client->pool, caller);
  grant.client = std::move(client);
  grant.user = std::move(user);
  grant.scope = tokens::kAdminScope;
  return grant;
}

accounts::User RequireStillGood(storage::Transaction& transaction, const TokenGrant& grant) {
  if (!transaction.resources(storage::ResourceKind::kAppClient).FindRevision(grant.client->pool->id, grant.client->id)) {
    clients::kAppClients.throw_not_found(grant.client->id);
  }
  auto user = accounts::FindStill(transaction, grant.user);
  if (!user || !user->is_enabled()) {
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
  const auto look = [&](const storage::Transaction& transaction) {
    return std::pair(LookAtOwner(transaction, grant), tokens::LookAtSigningKeys(transaction, world.caches, grant.client->pool->id));
  };
  const auto [owner, keys] = grant.seen ? std::pair(Owner{grant.seen->groups}, grant.seen->keys) : rounds.Look(look);
  tokens::TokenFacts facts = FactsOf(grant, owner);
  facts.session_id = DrawSession(world, grant);
  std::optional<tokens::TokenChanges> changes;
  if (!grant.changes && WaitsForChanges(*grant.client->pool, grant.source)) {
    facts.changes = &changes.emplace(AskFor(world, grant, facts));
  }
  const util::EpochMillis now = world.clock.Now();
  storage::RefreshFamily family = NewFamily(world, grant, facts.session_id, now);
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
    if (facts.session_id) {
      BeginSession(transaction, grant, *facts.session_id, number, now);
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

ClientToken IssueClientToken(const world::World& world, const ClientGrant& grant) {
  constexpr auto kSource = triggers::TokenSource::kClientCredentials;
  const clients::ClientInUse& client = *grant.client;
  tokens::TokenChanges changes;
  tokens::SeenSigningKeys seen = grant.keys;
  tokens::ClientTokenFacts facts{client, grant.issuer, util::Join(grant.scopes, " "), world.clock.Now() / 1000};
  if (WaitsForChanges(*client.pool, kSource)) {
    const triggers::Origin origin{world, *client.pool, client.id, grant.asked_by.user_agent, grant.asked_by.tell};
    changes = triggers::AskPreTokenGeneration(origin, kSource, triggers::Submitted(kMachine, {}), {}, grant.scopes,
                                              grant.asked_by.client_metadata);
    facts.changes = &changes;
    facts.now = world.clock.Now() / 1000;
    tokens::RequireFewClaims(facts);
    seen = world.store.ReadBriefly([&](const storage::Transaction& transaction) {
      clients::RequireClient(transaction, client.id);
      return tokens::LookAtSigningKeys(transaction, world.caches, client.pool->id);
    });
  }
  const auto keys = tokens::UseSigningKeys(world, client.pool->id, seen);
  return {crypto::SignJws(tokens::TokenHeader(keys->access.kid), tokens::ClientTokenClaims(facts, util::RandomUuid(world.random)),
                          keys->access.key),
          clients::TokenLivesOf(client.settings).access.count()};
}

void Revoke(const world::World& world, const clients::ClientInUse& client, std::string_view refresh_token,
            const tokens::Associated& associated) {
  const std::string digest = crypto::Sha256(refresh_token);
  world.store.Write([&](storage::Transaction& transaction) {
    const auto token = transaction.refresh_families().FindToken(digest);
    const auto family = token ? transaction.refresh_families().Find(token->family) : std::nullopt;
    if (family && family->client_id == client.id && !family->is_revoked) {
      tokens::EndParentOf(transaction, family->number, associated);
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
