#include "server/federation/oauth2/claim_text.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace rockpool::federation {
namespace {

bool HasNul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

std::string JsonOf(const api::JsonValue& value) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

bool ParseClaims(const std::string& json, rapidjson::Document& document) {
  if (!api::ParseJson(json, document) || !document.IsObject()) {
    return false;
  }
  std::vector<std::string_view> names;
  names.reserve(document.MemberCount());
  for (const auto& [name, value] : document.GetObject()) {
    names.push_back(api::TextOf(name));
    if (HasNul(names.back()) || (value.IsString() && HasNul(api::TextOf(value)))) {
      return false;
    }
  }
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end();
}

// Assumed, but for the strings.
std::optional<std::string> ClaimText(const api::JsonValue& value) {
  if (value.IsNull()) {
    return std::nullopt;
  }
  if (value.IsString()) {
    return std::string(api::TextOf(value));
  }
  return JsonOf(value);
}

// OpenID Connect Core, 2: a string. Assumed: that a number counts all the same, as Nimbus lets it (quoted in jagregory/cognito-local#397),
// and nothing else does.
std::string SubjectIn(const api::JsonValue& claims, std::string_view name) {
  const api::JsonValue* found = FindClaim(claims, name);
  const bool names_somebody = found != nullptr && (found->IsString() || found->IsNumber());
  return names_somebody ? ClaimText(*found).value_or("") : "";
}

SaidMembers MembersOf(const api::JsonValue& object) {
  SaidMembers members;
  for (const auto& [name, value] : object.GetObject()) {
    members.emplace_back(api::TextOf(name), JsonOf(value));
  }
  return members;
}

const api::JsonValue* FindClaim(const api::JsonValue& claims, std::string_view name) {
  const auto found = claims.FindMember(api::JsonValue(name.data(), static_cast<rapidjson::SizeType>(name.size())));
  return found == claims.MemberEnd() ? nullptr : &found->value;
}

std::optional<std::string_view> TextIn(const api::JsonValue& claims, std::string_view name) {
  const api::JsonValue* found = FindClaim(claims, name);
  return found != nullptr && found->IsString() ? std::optional(api::TextOf(*found)) : std::nullopt;
}

void AddClaims(const rapidjson::Document& document, Claims& claims) {
  for (const auto& [name, value] : document.GetObject()) {
    AddClaim(api::TextOf(name), value, claims);
  }
}

void AddClaim(std::string_view name, const api::JsonValue& value, Claims& claims) {
  if (claims.values.contains(name)) {
    return;
  }
  if (auto text = ClaimText(value)) {
    claims.values[std::string(name)].push_back(*std::move(text));
  }
}

}  // namespace rockpool::federation
