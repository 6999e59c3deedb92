#include "server/tokens/claims.h"

#include <cstddef>

#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/clients/app_clients.h"
#include "server/tokens/changed_claims.h"
#include "server/tokens/written_claims.h"

namespace rockpool::tokens {
namespace {

constexpr std::size_t kMostClaims = 5000;  // of both tokens, and scopes (documented)

const ClaimChanges* OfId(const TokenChanges* changes) { return changes == nullptr ? nullptr : &changes->id; }
const ClaimChanges* OfAccess(const TokenChanges* changes) { return changes == nullptr ? nullptr : &changes->access; }

void RequireFew(std::size_t claims) {
  if (claims > kMostClaims) {
    throw api::InvalidLambdaResponseException("Unrecognizable lambda output");  // Assumed: the exception, and the text
  }
}

}  // namespace

bool CanBeRevoked(const clients::ClientInUse& client) {
  return client.settings.EnableTokenRevocation.value_or(true) || clients::RotatesRefreshTokens(client.settings);
}

std::string AccessTokenClaims(const TokenFacts& facts, std::string_view jti) {
  ChangedClaims claims(TokenUse::kAccess, facts.client.id, OfAccess(facts.changes));
  WriteAccessClaims(facts, jti, claims);
  return claims.Text();
}

std::string IdTokenClaims(const TokenFacts& facts, std::string_view jti, std::string_view access_token) {
  ChangedClaims claims(TokenUse::kId, facts.client.id, OfId(facts.changes));
  WriteIdClaims(facts, jti, access_token, claims);
  return claims.Text();
}

std::string ClientTokenClaims(const ClientTokenFacts& facts, std::string_view jti) {
  ChangedClaims claims(TokenUse::kAccess, facts.client.id, OfAccess(facts.changes));
  WriteClientClaims(facts, jti, claims);
  return claims.Text();
}

void RequireFewClaims(const TokenFacts& facts) {
  ChangedClaims access(TokenUse::kAccess, facts.client.id, OfAccess(facts.changes));
  WriteAccessClaims(facts, "", access);
  access.Text();
  ChangedClaims id(TokenUse::kId, facts.client.id, OfId(facts.changes));
  WriteIdClaims(facts, "", "", id);
  id.Text();
  RequireFew(access.count() + id.count() + ScopesIn(facts.scope, facts.changes).size());
}

void RequireFewClaims(const ClientTokenFacts& facts) {
  ChangedClaims access(TokenUse::kAccess, facts.client.id, OfAccess(facts.changes));
  WriteClientClaims(facts, "", access);
  access.Text();
  RequireFew(access.count() + ScopesIn(facts.scope, facts.changes).size());
}

std::string TokenHeader(std::string_view kid) {
  api::JsonObject header;
  header.Add("kid", kid);
  header.Add("alg", std::string_view("RS256"));
  return header.Text();
}

}  // namespace rockpool::tokens
