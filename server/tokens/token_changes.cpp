#include "server/tokens/token_changes.h"

#include "server/api/json.h"
#include "server/api/json_object.h"

namespace rockpool::tokens {
namespace {

using Texts = std::vector<std::string>;

// Pairs of texts, the values being JSON in a text: so they come back to the last digit, and a name may stand twice.
std::string JsonOf(const ClaimChanges& changes) {
  std::vector<Texts> set;
  set.reserve(changes.to_set.size());
  for (const auto& [name, value] : changes.to_set) {
    set.push_back({name, value});
  }
  api::JsonObject json;
  json.Add("set", set);
  json.Add("suppressed", changes.to_suppress);
  return json.Text();
}

std::string JsonOf(const GroupClaims& groups) {
  api::JsonObject json;
  json.Add("groups", groups.groups);
  json.Add("roles", groups.roles);
  if (groups.preferred_role) {
    json.Add("preferred_role", *groups.preferred_role);
  }
  return json.Text();
}

template <class Value>
Value MemberOf(const api::JsonValue& object, const char* name) {
  Value value{};
  if (const auto member = object.FindMember(name); member != object.MemberEnd()) {
    api::Decode(member->value, value);
  }
  return value;
}

ClaimChanges ClaimChangesOf(const api::JsonValue& object) {
  ClaimChanges changes{.to_set = {}, .to_suppress = MemberOf<Texts>(object, "suppressed")};
  for (const Texts& claim : MemberOf<std::vector<Texts>>(object, "set")) {
    changes.to_set.emplace_back(claim.at(0), claim.at(1));
  }
  return changes;
}

GroupClaims GroupClaimsOf(const api::JsonValue& object) {
  GroupClaims groups{.groups = MemberOf<Texts>(object, "groups"), .roles = MemberOf<Texts>(object, "roles"), .preferred_role = {}};
  if (object.HasMember("preferred_role")) {
    groups.preferred_role = MemberOf<std::string>(object, "preferred_role");
  }
  return groups;
}

}  // namespace

std::string ToDocument(const TokenChanges& changes) {
  api::JsonObject json;
  json.AddJson("id", JsonOf(changes.id));
  json.AddJson("access", JsonOf(changes.access));
  json.Add("scopes_to_add", changes.scopes_to_add);
  json.Add("scopes_to_suppress", changes.scopes_to_suppress);
  if (changes.groups) {
    json.AddJson("groups", JsonOf(*changes.groups));
  }
  return json.Text();
}

TokenChanges ChangesFromDocument(const std::string& document) {
  rapidjson::Document json;
  api::ParseStoredJson(document, json);
  TokenChanges changes;
  if (!json.IsObject()) {
    return changes;
  }
  if (const auto id = json.FindMember("id"); id != json.MemberEnd()) {
    changes.id = ClaimChangesOf(id->value);
  }
  if (const auto access = json.FindMember("access"); access != json.MemberEnd()) {
    changes.access = ClaimChangesOf(access->value);
  }
  changes.scopes_to_add = MemberOf<Texts>(json, "scopes_to_add");
  changes.scopes_to_suppress = MemberOf<Texts>(json, "scopes_to_suppress");
  if (const auto groups = json.FindMember("groups"); groups != json.MemberEnd()) {
    changes.groups = GroupClaimsOf(groups->value);
  }
  return changes;
}

}  // namespace rockpool::tokens
