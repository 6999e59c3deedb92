#include <algorithm>
#include <set>

#include "server/clients/app_clients.h"
#include "server/tokens/written_claims.h"
#include "server/util/strings.h"

namespace rockpool::tokens {
namespace {

// As it was granted where nothing is changed of it.
std::string ScopeClaim(const std::string& granted, const TokenChanges* changes) {
  const bool is_changed = changes != nullptr && !(changes->scopes_to_add.empty() && changes->scopes_to_suppress.empty());
  return is_changed ? util::Join(ScopesIn(granted, changes), " ") : granted;
}

}  // namespace

std::vector<std::string> ScopesIn(const std::string& granted, const TokenChanges* changes) {
  const auto names = util::Split(granted, " ");
  std::vector<std::string> scopes(names.begin(), names.end());
  if (changes == nullptr) {
    return scopes;
  }
  std::set<std::string_view> present(names.begin(), names.end());
  for (const std::string& scope : changes->scopes_to_add) {
    // Documented: none with a blank in it. Assumed: that such a one is passed over.
    if (!scope.empty() && scope.find(' ') == std::string::npos && present.insert(scope).second) {
      scopes.push_back(scope);
    }
  }
  const std::set<std::string_view> suppressed(changes->scopes_to_suppress.begin(), changes->scopes_to_suppress.end());
  std::erase_if(scopes, [&](const std::string& scope) { return suppressed.contains(scope); });
  return scopes;
}

void WriteAccessClaims(const TokenFacts& facts, std::string_view jti, ChangedClaims& claims) {
  const bool can_be_revoked = CanBeRevoked(facts.client);
  claims.Add("sub", accounts::SubOf(facts.user));
  if (facts.device_key) {
    claims.Add("device_key", *facts.device_key);
  }
  AddGroups(claims, GroupsIn(facts));
  claims.Add("iss", facts.issuer);
  if (facts.from_oauth) {
    claims.Add("version", std::int32_t{2});
  }
  claims.Add("client_id", facts.client.id);
  if (facts.audience) {
    claims.Add("aud", *facts.audience);
  }
  if (can_be_revoked) {
    claims.Add("origin_jti", facts.origin_jti);
  }
  AddSession(facts, claims);
  claims.Add("event_id", facts.event_id);
  claims.Add("token_use", std::string_view("access"));
  claims.Add("scope", ScopeClaim(facts.scope, facts.changes));
  claims.Add("auth_time", facts.auth_time);
  AddLevel(facts, claims);
  claims.Add("exp", facts.now + clients::TokenLivesOf(facts.client.settings).access.count());
  claims.Add("iat", facts.now);
  if (can_be_revoked) {
    claims.Add("jti", jti);
  }
  claims.Add("username", facts.user.username());
}

void WriteClientClaims(const ClientTokenFacts& facts, std::string_view jti, ChangedClaims& claims) {
  claims.Add("sub", facts.client.id);
  claims.Add("token_use", std::string_view("access"));
  claims.Add("scope", ScopeClaim(facts.scope, facts.changes));
  claims.Add("auth_time", facts.now);
  claims.Add("iss", facts.issuer);
  claims.Add("exp", facts.now + clients::TokenLivesOf(facts.client.settings).access.count());
  claims.Add("iat", facts.now);
  claims.Add("version", std::int32_t{2});
  claims.Add("jti", jti);
  claims.Add("client_id", facts.client.id);
}

}  // namespace rockpool::tokens
