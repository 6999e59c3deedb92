#include "server/workbench/risk.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/json_object.h"
#include "server/pools/user_pools.h"
#include "server/risk/rules.h"
#include "server/workbench/request_json.h"
#include "storage/store.h"

namespace rockpool::workbench {
namespace {

struct Word {
  std::string_view word;
  api::RiskLevelType level;
};
constexpr std::array<Word, 3> kWords{
    {{"LOW", api::RiskLevelType::Low}, {"MEDIUM", api::RiskLevelType::Medium}, {"HIGH", api::RiskLevelType::High}}};

api::RiskLevelType LevelIn(const api::JsonValue& value) {
  const auto* const known = std::ranges::find(kWords, TextMember(value, "level"), &Word::word);
  if (known == kWords.end()) {
    Refuse("level must be LOW, MEDIUM or HIGH.");
  }
  return known->level;
}

bool FlagIn(const api::JsonValue& value) {
  if (!value.IsBool()) {
    Refuse("compromised must be true or false.");
  }
  return value.GetBool();
}

risk::Rule ReadRule(const api::JsonValue& json) {
  if (!json.IsObject()) {
    Refuse("Each rule must be a JSON object.");
  }
  risk::Rule rule;
  for (const auto& member : json.GetObject()) {
    const std::string_view name = api::TextOf(member.name);
    if (name == "UserPoolId") {
      rule.user_pool_id = TextMember(member.value, name);
    } else if (name == "Username") {
      rule.username = TextMember(member.value, name);
    } else if (name == "ipAddress") {
      rule.ip_address = TextMember(member.value, name);
    } else if (name == "level") {
      rule.level = LevelIn(member.value);
    } else if (name == "compromised") {
      rule.is_compromised = FlagIn(member.value);
    } else if (name == "times") {
      rule.times = NumberMember(member.value, name);
    } else {
      Refuse("A rule has the members UserPoolId, Username, ipAddress, level, compromised and times, and no others.");
    }
  }
  return rule;
}

std::vector<std::string> ReadPasswords(const api::JsonValue& value) {
  if (!value.IsArray()) {
    Refuse("compromisedPasswords must be a list of texts.");
  }
  std::vector<std::string> passwords;
  for (const auto& element : value.GetArray()) {
    passwords.push_back(TextMember(element, "compromisedPasswords"));
  }
  return passwords;
}

void RequirePools(const world::World& world, const std::vector<risk::Rule>& rules) {
  world.store.Read([&](const storage::Transaction& transaction) {
    for (const risk::Rule& rule : rules) {
      if (!rule.user_pool_id.empty() && !transaction.user_pools().FindById(rule.user_pool_id)) {
        pools::ThrowPoolNotFound(rule.user_pool_id);
      }
    }
  });
}

void Add(const world::World& world, std::string_view json, risk::Rules& rules) {
  rapidjson::Document document;
  if (!Parse(json, document) || !(document.IsObject() || document.IsArray())) {
    Refuse(
        "The body must be a rule, a JSON object with the member Username or ipAddress, or a list of rules, or name compromisedPasswords.");
  }
  if (document.IsObject() && document.HasMember("compromisedPasswords")) {
    if (document.MemberCount() != 1) {
      Refuse("compromisedPasswords stands alone.");
    }
    return rules.AddPasswords(ReadPasswords(document["compromisedPasswords"]));
  }
  std::vector<risk::Rule> read;
  if (document.IsObject()) {
    read.push_back(ReadRule(document));
  } else {
    for (const auto& element : document.GetArray()) {
      read.push_back(ReadRule(element));
    }
  }
  RequirePools(world, read);
  rules.Add(std::move(read));
}

std::string RuleJson(const risk::Rule& rule) {
  api::JsonObject json;
  json.AddUnlessEmpty("UserPoolId", rule.user_pool_id);
  json.AddUnlessEmpty("Username", rule.username);
  json.AddUnlessEmpty("ipAddress", rule.ip_address);
  if (rule.level) {
    json.Add("level", std::ranges::find(kWords, *rule.level, &Word::level)->word);
  }
  json.Add("compromised", rule.is_compromised);
  if (rule.times) {
    json.Add("times", static_cast<std::int64_t>(*rule.times));
  }
  return json.Text();
}

std::string ShownJson(const risk::Rules& rules) {
  std::vector<std::string> texts;
  for (const risk::Rule& rule : rules.List()) {
    texts.push_back(RuleJson(rule));
  }
  api::JsonObject json;
  json.AddJsonList("rules", texts);
  json.Add("compromisedPasswords", static_cast<std::int64_t>(rules.passwords()));
  return json.Text();
}

}  // namespace

void AddRisk(Workbench& workbench, const world::World& world, util::Random& random) {
  constexpr std::string_view kRisk = "/_rockpool/risk";
  risk::Rules& rules = *world.settings.Of<risk::Settings>().rules;
  const auto add = [&](std::string_view method, http::Runs runs, JsonEndpoint::Function function) {
    workbench.Add(method, kRisk, std::make_unique<JsonEndpoint>(std::move(function), runs, random));
  };
  add("GET", http::Runs::kHere, [&rules](const http::Request&) { return ShownJson(rules); });
  add("PUT", http::Runs::kComputes, [&world, &rules](const http::Request& request) {
    Add(world, request.body, rules);
    return ShownJson(rules);
  });
  add("DELETE", http::Runs::kHere, [&rules](const http::Request&) {
    rules.Clear();
    return ShownJson(rules);
  });
}

}  // namespace rockpool::workbench
