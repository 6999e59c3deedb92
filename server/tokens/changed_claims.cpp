#include "server/tokens/changed_claims.h"

#include <algorithm>
#include <array>
#include <optional>

#include "server/api/json.h"

namespace rockpool::tokens {
namespace {

constexpr std::string_view kReserved = "cognito:";
constexpr std::array<std::string_view, 3> kOfGroups{"cognito:groups", "cognito:roles", "cognito:preferred_role"};

// The developer guide's lists, "Pre token generation Lambda trigger". Of an ID token none has `scope`, which people do add to theirs.
constexpr std::array<std::string_view, 21> kFixed{"acr",        "amr",      "at_hash",    "aud", "auth_time",  "azp",      "client_id",
                                                  "device_key", "event_id", "exp",        "iat", "identities", "iss",      "jti",
                                                  "nbf",        "nonce",    "origin_jti", "sub", "token_use",  "username", "version"};

// Documented: not with a list or an object, in an ID token. Assumed: that such a value is passed over.
constexpr std::array<std::string_view, 4> kPlain{"address", "email_verified", "phone_number_verified", "updated_at"};

template <class Names>
bool IsAmong(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool IsComplex(const std::string& json) { return json.starts_with('{') || json.starts_with('['); }

// `json` is null where the claim is to be suppressed.
bool MayChange(TokenUse use, const std::string& client_id, std::string_view name, const std::string* json) {
  if (use == TokenUse::kAccess && name == "aud") {
    return json != nullptr && *json == api::ToJson(client_id);  // documented: added, if it is the app client
  }
  if (IsAmong(kFixed, name) || (use == TokenUse::kAccess && name == "scope")) {
    return false;
  }
  if (name.starts_with(kReserved)) {
    return IsAmong(kOfGroups, name);
  }
  return json == nullptr || use == TokenUse::kAccess || !IsComplex(*json) || !IsAmong(kPlain, name);
}

}  // namespace

ChangedClaims::ChangedClaims(TokenUse use, const std::string& client_id, const ClaimChanges* changes) : changes_(changes) {
  if (changes == nullptr) {
    return;
  }
  for (const std::string& name : changes->to_suppress) {
    if (MayChange(use, client_id, name, nullptr)) {
      to_suppress_.insert(name);
    }
  }
  for (const auto& [name, json] : changes->to_set) {
    if (!to_suppress_.contains(name) && MayChange(use, client_id, name, &json)) {
      to_set_.insert_or_assign(name, &json);
    }
  }
}

bool ChangedClaims::Replaces(std::string_view name) {
  if (to_suppress_.contains(name)) {
    return true;
  }
  if (const auto set = to_set_.find(name); set != to_set_.end()) {
    Replace(name, *set->second);
    return true;
  }
  ++count_;
  return false;
}

void ChangedClaims::Replace(std::string_view name, const std::string& json) {
  claims_.AddJson(name, json);
  ++count_;
  to_set_.erase(name);
}

std::string ChangedClaims::Text() {
  if (changes_ != nullptr) {
    for (const auto& [name, json] : changes_->to_set) {
      if (const auto set = to_set_.find(name); set != to_set_.end()) {
        Replace(name, *set->second);
      }
    }
  }
  return claims_.Text();
}

}  // namespace rockpool::tokens
