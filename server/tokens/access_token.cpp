#include "server/tokens/access_token.h"

#include <cstdint>
#include <exception>
#include <optional>
#include <utility>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/api/service_exception.h"
#include "server/crypto/jws.h"
#include "server/tokens/issuer.h"
#include "server/tokens/proved_tokens.h"
#include "server/tokens/signing_keys.h"
#include "server/util/clock.h"
#include "storage/store.h"

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

std::vector<std::string> TextsClaim(const api::JsonValue& claims, const char* name) {
  std::vector<std::string> texts;
  const auto found = claims.FindMember(name);
  if (found != claims.MemberEnd() && found->value.IsArray()) {
    for (const api::JsonValue& value : found->value.GetArray()) {
      if (value.IsString()) {
        texts.emplace_back(api::TextOf(value));
      }
    }
  }
  return texts;
}

bool ParseObject(const std::string& text, rapidjson::Document& document) { return api::ParseJson(text, document) && document.IsObject(); }

// Nothing of the payload but the name of the pool is believed before its key has spoken.
bool IsSignedBy(const SigningKey& key, const crypto::Jws& jws) {
  api::LocalDocument header;
  return ParseObject(jws.header, header) && TextClaim(header, "kid") == key.kid && TextClaim(header, "alg") == "RS256" &&
         crypto::HasRs256Signature(jws, key.public_key);
}

// What a token says, of which nothing is proved.
struct Claimed {
  crypto::Jws jws;
  AccessToken token;
  std::string use;
  std::int64_t expiry_seconds = 0;
};

Claimed Parse(std::string_view text) {
  std::optional<crypto::Jws> jws = crypto::ParseJws(text);
  api::LocalDocument claims;
  if (!jws || !ParseObject(jws->payload, claims)) {
    RefuseToken();
  }
  Claimed claimed;
  claimed.jws = *std::move(jws);
  claimed.use = TextClaim(claims, "token_use");
  claimed.expiry_seconds = NumberClaim(claims, "exp");
  claimed.token.user_pool_id = PoolIdOfIssuer(TextClaim(claims, "iss"));
  claimed.token.client_id = TextClaim(claims, "client_id");
  claimed.token.username = TextClaim(claims, "username");
  claimed.token.sub = TextClaim(claims, "sub");
  claimed.token.event_id = TextClaim(claims, "event_id");
  claimed.token.scope = TextClaim(claims, "scope");
  claimed.token.origin_jti = TextClaim(claims, "origin_jti");
  claimed.token.device_key = TextClaim(claims, "device_key");
  claimed.token.session_id = TextClaim(claims, "session_id");
  claimed.token.auth_time = NumberClaim(claims, "auth_time");
  claimed.token.amr = TextsClaim(claims, "amr");
  return claimed;
}

bool HasGoodSignature(const world::World& world, const Claimed& claimed, std::string_view text, const SeenSigningKeys& seen) {
  if (!seen.has_any()) {
    return false;
  }
  if (IsProved(world, text, seen)) {
    return true;
  }
  if (!IsSignedBy(LoadSigningKeys(world, seen)->access, claimed.jws)) {
    return false;
  }
  KeepProved(world, text, seen);
  return true;
}

void RequireGood(const world::World& world, const Claimed& claimed, std::string_view text, const SeenSigningKeys& seen) {
  if (!HasGoodSignature(world, claimed, text, seen) || claimed.use != "access") {
    RefuseToken();
  }
  if (claimed.expiry_seconds * 1000 <= world.clock.Now()) {
    throw api::NotAuthorizedException("Access Token has expired");
  }
}

}  // namespace

AccessToken ReadAccessToken(const world::World& world, std::string_view token) {
  const Claimed claimed = Parse(token);
  const auto keys = world.store.ReadBriefly(
      [&](const storage::Transaction& transaction) { return LookAtSigningKeys(transaction, world.caches, claimed.token.user_pool_id); });
  RequireGood(world, claimed, token, keys);
  return claimed.token;
}

TokenHolder ReadHolder(const world::World& world, std::string_view token) {
  const Claimed claimed = Parse(token);
  struct Seen {
    SeenSigningKeys keys;
    std::optional<TokenHolder> holder;
    std::exception_ptr refusal;
  };
  // Whom a forged token names is found as well, and told nobody.
  Seen seen = world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    Seen found{LookAtSigningKeys(transaction, world.caches, claimed.token.user_pool_id), std::nullopt, nullptr};
    if (!found.keys.has_any()) {
      return found;
    }
    try {
      found.holder = RequireHolder(transaction, world.caches, claimed.token);
    } catch (const api::ServiceException&) {
      found.refusal = std::current_exception();
    }
    return found;
  });
  RequireGood(world, claimed, token, seen.keys);
  if (seen.refusal) {
    std::rethrow_exception(seen.refusal);
  }
  return *std::move(seen.holder);
}

TokenHolder RequireHolder(const storage::Transaction& transaction, const world::Caches& caches, const AccessToken& token,
                          std::string_view scope) {
  if (token.username.empty()) {
    ThrowMissingScope();  // Assumed: of an app client's own token, which has no scope of a user
  }
  TokenHolder holder;
  if (auto record = transaction.users().Find(token.user_pool_id, token.username)) {
    holder.user = accounts::Decode(*std::move(record));
  }
  // The name may be another user's by now.
  if (holder.user.number() == 0 || accounts::SubOf(holder.user) != token.sub) {
    // Assumed: the deleted user is told before what became of his tokens, which went with him.
    throw api::UserNotFoundException("User does not exist.");
  }
  const auto family = transaction.refresh_families().FindStanding(holder.user.number(), token.event_id);
  if (!family || family->is_revoked || family->client_id != token.client_id) {
    throw api::NotAuthorizedException("Access Token has been revoked");
  }
  if (!HasScope(token.scope, scope)) {
    ThrowMissingScope();
  }
  holder.family = family->number;
  holder.client = clients::UseClient(transaction, caches, token.client_id);
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
  api::LocalDocument claims;
  return jws && ParseObject(jws->payload, claims) && claims.HasMember("token_use");
}

}  // namespace rockpool::tokens
