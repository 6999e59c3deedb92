#include "server/sign_in/token_making.h"

#include <cstdint>
#include <limits>
#include <utility>

#include "server/clients/app_clients.h"
#include "server/crypto/jws.h"
#include "server/pools/groups.h"
#include "server/pools/records.h"
#include "server/tokens/group_claims.h"
#include "server/tokens/proved_tokens.h"
#include "server/triggers/events/token_events.h"
#include "server/triggers/triggers.h"
#include "server/util/random.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

constexpr std::size_t kAllGroups = std::numeric_limits<std::int32_t>::max();
constexpr const char* kForMachines = "V3_0";  // the version whose answers apply to tokens of app clients for themselves (documented)

}  // namespace

std::vector<api::GroupType> GroupsOf(const storage::Transaction& transaction, const accounts::User& user) {
  std::vector<api::GroupType> groups;
  for (const storage::PoolResource& record : transaction.group_members().GroupsOf(user.number(), "", kAllGroups)) {
    groups.push_back(pools::ContentOf<api::GroupType>(record));
    groups.back().GroupName = record.key;
  }
  return groups;
}

SignedTokens Sign(const world::World& world, const tokens::TokenFacts& facts, const tokens::SeenSigningKeys& seen) {
  const auto keys = tokens::UseSigningKeys(world, facts.client.pool->id, seen);
  SignedTokens made;
  made.access = crypto::SignJws(tokens::TokenHeader(keys->access.kid), tokens::AccessTokenClaims(facts, util::RandomUuid(world.random)),
                                keys->access.key);
  if (seen.has_any()) {
    tokens::KeepProved(world, made.access, seen);  // nearly always it comes back
  }
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

tokens::TokenChanges AskForClaims(const triggers::Origin& origin, triggers::TokenSource source, const tokens::TokenFacts& facts,
                                  const triggers::Metadata& client_metadata) {
  const auto scopes = util::Split(facts.scope, " ");
  tokens::TokenChanges changes = triggers::AskPreTokenGeneration(
      origin, source, triggers::PersonOf(facts.user), tokens::GroupClaimsOf(facts.groups), {scopes.begin(), scopes.end()}, client_metadata);
  tokens::TokenFacts changed = facts;
  changed.changes = &changes;
  tokens::RequireFewClaims(changed);
  return changes;
}

bool WaitsForChanges(const pools::PoolInUse& pool, triggers::TokenSource source) {
  const auto function = triggers::FunctionOf(pool, triggers::Trigger::kPreTokenGeneration);
  return function && (source != triggers::TokenSource::kClientCredentials || function->version == kForMachines);
}

}  // namespace rockpool::sign_in
