#include "server/tokens/claims.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <set>

#include "server/accounts/links.h"
#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/clients/app_clients.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/tokens/changed_claims.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::tokens {
namespace {

constexpr std::size_t kMostClaims = 5000;  // of both tokens, and scopes (documented)

std::vector<std::string> NamesOf(const std::vector<api::GroupType>& groups) {
  std::vector<std::string> names;
  names.reserve(groups.size());
  for (const api::GroupType& group : groups) {
    names.push_back(group.GroupName.value_or(""));
  }
  return names;
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

// The user's own, unless others were put in their place.
GroupClaims GroupsIn(const TokenFacts& facts) {
  return facts.changes != nullptr && facts.changes->groups ? *facts.changes->groups : GroupClaimsOf(facts.groups);
}

void AddGroups(ChangedClaims& claims, const GroupClaims& groups) {
  if (!groups.groups.empty()) {
    claims.Add("cognito:groups", groups.groups);
  }
}

// What is to be added and suppressed is suppressed (Assumed, as it is documented of claims).
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

// As it was granted where nothing is changed of it.
std::string ScopeClaim(const std::string& granted, const TokenChanges* changes) {
  const bool is_changed = changes != nullptr && !(changes->scopes_to_add.empty() && changes->scopes_to_suppress.empty());
  return is_changed ? util::Join(ScopesIn(granted, changes), " ") : granted;
}

constexpr std::array<std::string_view, 6> kSaidApart{"sub",       "email", "email_verified", "phone_number", "phone_number_verified",
                                                     "identities"};

// Assumed: where they stand. No function of a pool changes them (documented), so ChangedClaims knows their names.
void AddLevel(const TokenFacts& facts, ChangedClaims& claims) {
  if (facts.acr) {
    claims.Add("acr", *facts.acr);
    claims.Add("amr", facts.amr);
  }
}

void AddSession(const TokenFacts& facts, ChangedClaims& claims) {
  if (facts.session_id) {
    claims.Add("session_id", *facts.session_id);
  }
}

class IdClaims {
 public:
  IdClaims(const TokenFacts& facts, ChangedClaims& claims) : facts_(facts), groups_(GroupsIn(facts)), claims_(claims) {}

  void Write(std::string_view jti, std::string_view access_token) {
    const bool can_be_revoked = CanBeRevoked(facts_.client);
    if (facts_.from_oauth && !access_token.empty()) {
      // The first half of the digest of the token beside it (OpenID Connect Core, 3.1.3.6).
      claims_.Add("at_hash", crypto::Base64UrlEncode(crypto::Sha256(access_token).substr(0, 16)));
    }
    claims_.Add("sub", accounts::SubOf(facts_.user));
    AddGroups(claims_, groups_);
    AddFlag("email");
    if (groups_.preferred_role) {
      claims_.Add("cognito:preferred_role", *groups_.preferred_role);
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
    AddSession(facts_, claims_);
    if (!groups_.roles.empty()) {
      claims_.Add("cognito:roles", groups_.roles);
    }
    claims_.Add("aud", facts_.client.id);
    // Assumed: whatever the client may read and the scopes show.
    if (const std::string identities = accounts::IdentitiesClaim(facts_.user); !identities.empty()) {
      claims_.AddJson("identities", identities);
    }
    claims_.Add("event_id", facts_.event_id);
    claims_.Add("token_use", std::string_view("id"));
    claims_.Add("auth_time", facts_.auth_time);
    AddLevel(facts_, claims_);
    AddIfReadable("phone_number");
    claims_.Add("exp", facts_.now + clients::TokenLivesOf(facts_.client.settings).id.count());
    claims_.Add("iat", facts_.now);
    if (can_be_revoked) {
      claims_.Add("jti", jti);
    }
    AddIfReadable("email");
    AddOthers();
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
  const GroupClaims groups_;
  ChangedClaims& claims_;
};

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

GroupClaims GroupClaimsOf(const std::vector<api::GroupType>& groups) { return {NamesOf(groups), RolesOf(groups), PreferredRole(groups)}; }

std::string AccessTokenClaims(const TokenFacts& facts, std::string_view jti) {
  ChangedClaims claims(TokenUse::kAccess, facts.client.id, OfAccess(facts.changes));
  WriteAccessClaims(facts, jti, claims);
  return claims.Text();
}

std::string IdTokenClaims(const TokenFacts& facts, std::string_view jti, std::string_view access_token) {
  ChangedClaims claims(TokenUse::kId, facts.client.id, OfId(facts.changes));
  IdClaims(facts, claims).Write(jti, access_token);
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
  IdClaims(facts, id).Write("", "");
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
