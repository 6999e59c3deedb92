#include "server/tokens/access_token.h"

#include <optional>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/crypto/jws.h"
#include "server/tokens/issuer.h"
#include "server/tokens/signing_keys.h"
#include "server/util/clock.h"

namespace rockpool::tokens {
namespace {

[[noreturn]] void RefuseToken() { throw api::NotAuthorizedException("Invalid Access Token"); }

[[noreturn]] void ThrowMissingScope() { throw api::NotAuthorizedException("Access Token does not have required scopes"); }

std::string TextClaim(const api::JsonValue& claims, const char* name) {
  const auto found = claims.FindMember(name);
  return found != claims.MemberEnd() && found->value.IsString() ? std::string(api::TextOf(found->value)) : std::string();
}

std::int64_t NumberClaim(const api::JsonValue& claims, const char* name) {
  const auto found = claims.FindMember(name);
  return found != claims.MemberEnd() && found->value.IsInt64() ? found->value.GetInt64() : 0;
}

bool ParseObject(const std::string& text, rapidjson::Document& document) { return api::ParseJson(text, document) && document.IsObject(); }

// Nothing of the payload but the name of the pool is believed before its key has spoken.
bool IsSignedBy(const SigningKey& key, const crypto::Jws& jws) {
  rapidjson::Document header;
  return ParseObject(jws.header, header) && TextClaim(header, "kid") == key.kid && TextClaim(header, "alg") == "RS256" &&
         crypto::HasRs256Signature(jws, key.public_key);
}

}  // namespace

AccessToken ReadAccessToken(const world::World& world, std::string_view token) {
  const std::optional<crypto::Jws> jws = crypto::ParseJws(token);
  rapidjson::Document claims;
  if (!jws || !ParseObject(jws->payload, claims)) {
    RefuseToken();
  }
  AccessToken read;
  read.user_pool_id = PoolIdOfIssuer(TextClaim(claims, "iss"));
  const auto keys = FindSigningKeys(world, read.user_pool_id);
  if (keys == nullptr || !IsSignedBy(keys->access, *jws) || TextClaim(claims, "token_use") != "access") {
    RefuseToken();
  }
  read.client_id = TextClaim(claims, "client_id");
  read.username = TextClaim(claims, "username");
  read.sub = TextClaim(claims, "sub");
  read.origin_jti = TextClaim(claims, "origin_jti");
  read.event_id = TextClaim(claims, "event_id");
  read.scope = TextClaim(claims, "scope");
  read.issued_seconds = NumberClaim(claims, "iat");
  if (NumberClaim(claims, "exp") * 1000 <= world.clock.Now()) {
    throw api::NotAuthorizedException("Access Token has expired");
  }
  return read;
}

TokenHolder RequireHolder(const storage::Transaction& transaction, const world::Caches& caches, const AccessToken& token,
                          std::string_view scope) {
  if (token.username.empty()) {
    ThrowMissingScope();  // Assumed: of an app client's own token, which has no scope of a user
  }
  const auto family = transaction.refresh_families().FindByEvent(token.event_id);
  TokenHolder holder;
  if (auto record = transaction.users().Find(token.user_pool_id, token.username)) {
    holder.user = accounts::Decode(*std::move(record));
  }
  // The name may be another user's by now.
  if (holder.user.number() == 0 || accounts::SubOf(holder.user) != token.sub) {
    // Assumed: the deleted user is told before what became of his tokens, which went with him.
    throw api::UserNotFoundException("User does not exist.");
  }
  if (!family || family->is_revoked || family->client_id != token.client_id) {
    throw api::NotAuthorizedException("Access Token has been revoked");
  }
  if (!HasScope(token.scope, scope)) {
    ThrowMissingScope();
  }
  holder.client = clients::UseClient(transaction, caches, token.client_id);
  holder.family = family->number;
  switch (holder.user.status()) {
    case api::UserStatusType::RESET_REQUIRED:
      throw api::PasswordResetRequiredException("Password reset required for the user");
    case api::UserStatusType::UNCONFIRMED:
      throw api::UserNotConfirmedException("User is not confirmed.");
    default:
      break;
  }
  if (!holder.user.is_enabled()) {
    throw api::NotAuthorizedException("User is disabled.");
  }
  return holder;
}

bool SaysItsUse(std::string_view token) {
  const std::optional<crypto::Jws> jws = crypto::ParseJws(token);
  rapidjson::Document claims;
  return jws && ParseObject(jws->payload, claims) && claims.HasMember("token_use");
}

}  // namespace rockpool::tokens
