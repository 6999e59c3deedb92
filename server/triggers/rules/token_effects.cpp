#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/json_object.h"
#include "server/triggers/rules/event_answer.h"

namespace rockpool::triggers {
namespace {

// The later one of two counts, claim by claim.
TokenEffects Joined(TokenEffects effects, const TokenEffects& more) {
  for (const auto& [name, value] : more.add_claims) {
    const auto known = std::ranges::find(effects.add_claims, name, &std::pair<std::string, std::string>::first);
    if (known == effects.add_claims.end()) {
      effects.add_claims.emplace_back(name, value);
    } else {
      known->second = value;
    }
  }
  std::ranges::copy(more.suppress_claims, std::back_inserter(effects.suppress_claims));
  return effects;
}

void AddClaims(const TokenEffects& effects, api::JsonObject& json) {
  if (!effects.add_claims.empty()) {
    api::JsonObject claims;
    for (const auto& [name, value] : effects.add_claims) {
      claims.AddJson(name, value);
    }
    json.AddJson("claimsToAddOrOverride", claims.Text());
  }
  if (!effects.suppress_claims.empty()) {
    json.Add("claimsToSuppress", effects.suppress_claims);
  }
}

std::vector<std::string> TextsAt(const EventAnswer& answer, std::string_view path) {
  std::vector<std::string> texts;
  const api::JsonValue* list = answer.Find(path);
  if (list != nullptr && list->IsArray()) {
    for (const api::JsonValue& text : list->GetArray()) {
      texts.emplace_back(text.IsString() ? api::TextOf(text) : "");
    }
  }
  return texts;
}

// What overrides groups overrides roles too, so these are said again.
void AddGroups(const std::vector<std::string>& added, const EventAnswer& answer, api::JsonObject& json) {
  if (added.empty()) {
    return;
  }
  std::vector<std::string> groups = TextsAt(answer, "request.groupConfiguration.groupsToOverride");
  for (const std::string& group : added) {
    if (std::ranges::find(groups, group) == groups.end()) {
      groups.push_back(group);
    }
  }
  api::JsonObject details;
  details.Add("groupsToOverride", groups);
  details.Add("iamRolesToOverride", TextsAt(answer, "request.groupConfiguration.iamRolesToOverride"));
  if (const auto role = answer.TextAt("request.groupConfiguration.preferredRole")) {
    details.Add("preferredRole", *role);
  }
  json.AddJson("groupOverrideDetails", details.Text());
}

std::string AccessTokenJson(const Rule& rule) {
  api::JsonObject json;
  AddClaims(Joined(rule.both_tokens, rule.access_token), json);
  if (!rule.add_scopes.empty()) {
    json.Add("scopesToAdd", rule.add_scopes);
  }
  if (!rule.suppress_scopes.empty()) {
    json.Add("scopesToSuppress", rule.suppress_scopes);
  }
  return json.Text();
}

std::string IdTokenJson(const Rule& rule) {
  api::JsonObject json;
  AddClaims(Joined(rule.both_tokens, rule.id_token), json);
  return json.Text();
}

bool ChangesAccessToken(const Rule& rule) {
  return !rule.access_token.empty() || !rule.add_scopes.empty() || !rule.suppress_scopes.empty();
}

}  // namespace

void AnswerPreTokenGeneration(const Rule& rule, EventAnswer& answer) {
  if (rule.both_tokens.empty() && rule.id_token.empty() && !ChangesAccessToken(rule) && rule.add_groups.empty()) {
    return;
  }
  api::JsonObject details;
  if (answer.TextAt("version") != "1") {
    details.AddJson("idTokenGeneration", IdTokenJson(rule));
    details.AddJson("accessTokenGeneration", AccessTokenJson(rule));
    AddGroups(rule.add_groups, answer, details);
    answer.SetJson("claimsAndScopeOverrideDetails", details.Text());
    return;
  }
  if (ChangesAccessToken(rule)) {
    throw RuleRefusal("The rule changes the access token, which V1_0 does not reach");
  }
  AddClaims(Joined(rule.both_tokens, rule.id_token), details);
  AddGroups(rule.add_groups, answer, details);
  answer.SetJson("claimsOverrideDetails", details.Text());
}

}  // namespace rockpool::triggers
