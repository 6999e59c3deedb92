// tokens: what ID and access tokens say, who issued and signed them, whether one is still good, and how sessions are configured. It may not
// know how somebody signed in, nor who asks.
//
// What ID and access tokens say, in the order, types and spelling of AWS's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/tokens/token_changes.h"
#include "server/tokens/token_scopes.h"

namespace rockpool::tokens {

// What both tokens of a sign-in or a refresh say. Times are in seconds since 1970.
struct TokenFacts {
  const clients::ClientInUse& client;
  const accounts::User& user;
  std::vector<api::GroupType> groups;  // of the user, as they are now
  std::string issuer;
  std::string scope;                 // of the access token
  std::optional<std::string> nonce;  // of the ID token
  bool from_oauth = false;           // of a sign-in at an OAuth endpoint
  std::string origin_jti;
  std::string event_id;
  std::int64_t auth_time = 0;  // of the sign-in, also in a refresh
  std::int64_t now = 0;
  std::optional<std::string> audience = std::nullopt;  // of the access token
  const TokenChanges* changes = nullptr;               // of a PreTokenGeneration function; null: none
  std::optional<std::string> acr = std::nullopt;       // of a sign-in that asked for a level
  std::vector<std::string> amr{};
  std::optional<std::string> device_key = std::nullopt;
  std::optional<std::string> session_id = std::nullopt;
  bool has_at_hash = false;  // an OAuth endpoint answers with them, wherever the sign-in was
};

// What the token of an app client for itself says.
struct ClientTokenFacts {
  const clients::ClientInUse& client;
  std::string issuer;
  std::string scope;
  std::int64_t now = 0;
  const TokenChanges* changes = nullptr;
};

// Whether the client's tokens can be revoked: only then they say origin_jti and jti.
bool CanBeRevoked(const clients::ClientInUse& client);

// JSON. `jti` is the token's own.
std::string AccessTokenClaims(const TokenFacts& facts, std::string_view jti);

std::string ClientTokenClaims(const ClientTokenFacts& facts, std::string_view jti);

// `access_token` is the one beside it, whose hash the token repeats where the facts say so.
std::string IdTokenClaims(const TokenFacts& facts, std::string_view jti, std::string_view access_token);

// Documented: claims and scopes of one issue are 5,000 together at most, added ones included. Throws api::InvalidLambdaResponseException
// where there are more. Only for facts with changes: nothing else makes so many.
void RequireFewClaims(const TokenFacts& facts);
void RequireFewClaims(const ClientTokenFacts& facts);

// {"kid":"...","alg":"RS256"}, with no typ.
std::string TokenHeader(std::string_view kid);

}  // namespace rockpool::tokens
