#include "server/tokens/claims.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>

#include "server/accounts/links.h"
#include "server/api/json_object.h"
#include "server/clients/app_clients.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/util/lists.h"

namespace rockpool::tokens {
namespace {

using Claims = api::JsonObject;

void AddGroups(Claims& claims, const std::vector<api::GroupType>& groups) {
  std::vector<std::string> names;
  names.reserve(groups.size());
  for (const api::GroupType& group : groups) {
    names.push_back(group.GroupName.value_or(""));
  }
  if (!names.empty()) {
    claims.Add("cognito:groups", names);
  }
}

std::vector<std::string> RolesOf(const std::vector<api::GroupType>& groups) {
  std::vector<std::string> roles;
  for (const api::GroupType& group : groups) {
    if (group.RoleArn && std::ranges::find(roles, *group.RoleArn) == roles.end()) {
      roles.push_back(*group.RoleArn);
    }
  }
  return roles;
}

// The role of the group of lowest precedence, if that is one role; a group without precedence stands behind all others (the model's text on
// GroupType.Precedence).
std::optional<std::string> PreferredRole(const std::vector<api::GroupType>& groups) {
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  std::int64_t lowest = kLast;
  std::vector<std::string> roles;
  for (const api::GroupType& group : groups) {
    const std::int64_t precedence = group.Precedence ? std::int64_t{*group.Precedence} : kLast;
    if (!group.RoleArn || precedence > lowest) {
      continue;
    }
    if (precedence < lowest) {
      roles.clear();
    }
    lowest = precedence;
    if (std::ranges::find(roles, *group.RoleArn) == roles.end()) {
      roles.push_back(*group.RoleArn);
    }
  }
  return roles.size() == 1 ? std::optional(roles.front()) : std::nullopt;
}

constexpr std::array<std::string_view, 6> kSaidApart{"sub",       "email", "email_verified", "phone_number", "phone_number_verified",
                                                     "identities"};

class IdClaims {
 public:
  explicit IdClaims(const TokenFacts& facts) : facts_(facts) {}

  std::string Text(std::string_view jti, std::string_view access_token) {
    const bool can_be_revoked = CanBeRevoked(facts_.client);
    if (facts_.from_oauth && !access_token.empty()) {
      // The first half of the digest of the token beside it (OpenID Connect Core, 3.1.3.6).
      claims_.Add("at_hash", crypto::Base64UrlEncode(crypto::Sha256(access_token).substr(0, 16)));
    }
    claims_.Add("sub", accounts::SubOf(facts_.user));
    AddGroups(claims_, facts_.groups);
    AddFlag("email");
    if (const auto role = PreferredRole(facts_.groups)) {
      claims_.Add("cognito:preferred_role", *role);
    }
    claims_.Add("iss", facts_.issuer);
    AddFlag("phone_number");
    claims_.Add("cognito:username", facts_.user.username());
    if (facts_.nonce) {
      claims_.Add("nonce", *facts_.nonce);
    }
    if (can_be_revoked) {
      claims_.Add("origin_jti", facts_.origin_jti);
    }
    if (const auto roles = RolesOf(facts_.groups); !roles.empty()) {
      claims_.Add("cognito:roles", roles);
    }
    claims_.Add("aud", facts_.client.id);
    // Assumed: whatever the client may read and the scopes show.
    if (const std::string identities = accounts::IdentitiesClaim(facts_.user); !identities.empty()) {
      claims_.AddJson("identities", identities);
    }
    claims_.Add("event_id", facts_.event_id);
    claims_.Add("token_use", std::string_view("id"));
    claims_.Add("auth_time", facts_.auth_time);
    AddIfReadable("phone_number");
    claims_.Add("exp", facts_.now + clients::TokenLivesOf(facts_.client.settings).id.count());
    claims_.Add("iat", facts_.now);
    if (can_be_revoked) {
      claims_.Add("jti", jti);
    }
    AddIfReadable("email");
    AddOthers();
    return claims_.Text();
  }

 private:
  bool IsShown(std::string_view attribute) const {
    return clients::MayRead(facts_.client, attribute) && (!facts_.from_oauth || ShowsAttribute(facts_.scope, attribute));
  }

  // The flag is there where its value is (recorded by moto, test_cognitoidp.py: no e-mail, no claim of it).
  void AddFlag(std::string_view attribute) {
    const std::string flag = std::string(attribute) + "_verified";
    if (accounts::HasValue(facts_.user, attribute) && IsShown(flag)) {
      claims_.Add(flag, accounts::IsVerified(facts_.user, attribute));
    }
  }

  void AddIfReadable(std::string_view attribute) {
    if (const std::string* value = accounts::FindAttribute(facts_.user, attribute); value != nullptr && IsShown(attribute)) {
      claims_.Add(attribute, *value);
    }
  }

  void AddOthers() {
    for (const api::AttributeType& attribute : util::MembersOf(facts_.user.content.UserAttributes)) {
      if (std::ranges::find(kSaidApart, attribute.Name) != kSaidApart.end() || !attribute.Value || !IsShown(attribute.Name)) {
        continue;
      }
      if (attribute.Name == "address") {
        claims_.Add("address", std::map<std::string, std::string, std::less<>>{{"formatted", *attribute.Value}});
      } else if (std::int64_t seconds = 0; attribute.Name == "updated_at" && IsNumber(*attribute.Value, seconds)) {
        claims_.Add("updated_at", seconds);
      } else {
        claims_.Add(attribute.Name, *attribute.Value);
      }
    }
  }

  static bool IsNumber(const std::string& text, std::int64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
  }

  const TokenFacts& facts_;
  Claims claims_;
};

}  // namespace

bool CanBeRevoked(const clients::ClientInUse& client) {
  return client.settings.EnableTokenRevocation.value_or(true) || clients::RotatesRefreshTokens(client.settings);
}

std::string AccessTokenClaims(const TokenFacts& facts, std::string_view jti) {
  const bool can_be_revoked = CanBeRevoked(facts.client);
  Claims claims;
  claims.Add("sub", accounts::SubOf(facts.user));
  AddGroups(claims, facts.groups);
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
  claims.Add("event_id", facts.event_id);
  claims.Add("token_use", std::string_view("access"));
  claims.Add("scope", facts.scope);
  claims.Add("auth_time", facts.auth_time);
  claims.Add("exp", facts.now + clients::TokenLivesOf(facts.client.settings).access.count());
  claims.Add("iat", facts.now);
  if (can_be_revoked) {
    claims.Add("jti", jti);
  }
  claims.Add("username", facts.user.username());
  return claims.Text();
}

std::string IdTokenClaims(const TokenFacts& facts, std::string_view jti, std::string_view access_token) {
  return IdClaims(facts).Text(jti, access_token);
}

std::string ClientTokenClaims(const ClientTokenFacts& facts, std::string_view jti) {
  Claims claims;
  claims.Add("sub", facts.client.id);
  claims.Add("token_use", std::string_view("access"));
  claims.Add("scope", facts.scope);
  claims.Add("auth_time", facts.now);
  claims.Add("iss", facts.issuer);
  claims.Add("exp", facts.now + clients::TokenLivesOf(facts.client.settings).access.count());
  claims.Add("iat", facts.now);
  claims.Add("version", std::int32_t{2});
  claims.Add("jti", jti);
  claims.Add("client_id", facts.client.id);
  return claims.Text();
}

std::string TokenHeader(std::string_view kid) {
  Claims header;
  header.Add("kid", kid);
  header.Add("alg", std::string_view("RS256"));
  return header.Text();
}

}  // namespace rockpool::tokens
