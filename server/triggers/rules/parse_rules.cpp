#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/triggers/rules/rule_member.h"
#include "server/triggers/rules/rules.h"
#include "server/util/strings.h"

namespace rockpool::triggers {
namespace {

using api::JsonValue;
using Member = RuleMember;

constexpr std::uint32_t kMostTries = 1000;

constexpr auto kAll =
    std::to_array({Trigger::kPreSignUp, Trigger::kPostConfirmation, Trigger::kPreAuthentication, Trigger::kPostAuthentication,
                   Trigger::kDefineAuthChallenge, Trigger::kCreateAuthChallenge, Trigger::kVerifyAuthChallengeResponse,
                   Trigger::kPreTokenGeneration, Trigger::kUserMigration, Trigger::kCustomMessage, Trigger::kCustomEmailSender,
                   Trigger::kCustomSMSSender, Trigger::kInboundFederation});
constexpr auto kSignUp = std::to_array({Trigger::kPreSignUp});
constexpr auto kTokens = std::to_array({Trigger::kPreTokenGeneration});
constexpr auto kMigration = std::to_array({Trigger::kUserMigration});
constexpr auto kMessage = std::to_array({Trigger::kCustomMessage});
constexpr auto kChallenges =
    std::to_array({Trigger::kDefineAuthChallenge, Trigger::kCreateAuthChallenge, Trigger::kVerifyAuthChallengeResponse});

Trigger TriggerIn(const Member& member, const JsonValue& value) {
  const std::optional<Trigger> trigger = value.IsString() ? TriggerOf(api::TextOf(value)) : std::nullopt;
  if (!trigger) {
    std::vector<std::string_view> words;
    std::ranges::transform(kAll, std::back_inserter(words), ToText);
    member.MustBe("one of " + util::Join(words, ", ") + ", or a list of them");
  }
  return *trigger;
}

void ReadTriggers(const Member& member, const JsonValue& value, Rule& rule) {
  if (!value.IsArray() || value.Empty()) {
    rule.triggers.push_back(TriggerIn(member, value));
    return;
  }
  for (const JsonValue& one : value.GetArray()) {
    rule.triggers.push_back(TriggerIn(member, one));
  }
}

// Flags and numbers are compared by their words in JSON.
void ReadWhen(const Member& member, const JsonValue& value, Rule& rule) {
  member.Table(value, [&](std::string path, const JsonValue& pattern) {
    if (path == "request.password" || path == "request.challengeAnswer") {
      member.Refuse(member.name + " has no place for " + path + ", which password and question compare.");
    }
    if (pattern.IsBool()) {
      rule.when.emplace_back(std::move(path), pattern.GetBool() ? "true" : "false");
    } else if (pattern.IsInt64()) {
      rule.when.emplace_back(std::move(path), std::to_string(pattern.GetInt64()));
    } else {
      const Member inner = member.In(path);
      rule.when.emplace_back(std::move(path), inner.Text(pattern));
    }
  });
}

Migration& MigrationOf(Rule& rule) { return rule.migration ? *rule.migration : rule.migration.emplace(); }

void ReadAttributes(const Member& member, const JsonValue& value, Rule& rule) {
  member.Table(value, [&](const std::string& name, const JsonValue& text) {
    MigrationOf(rule).attributes.insert_or_assign(name, member.In(name).Text(text));
  });
}

void ReadFinalStatus(const Member& member, const JsonValue& value, Rule& rule) {
  MigrationOf(rule).final_status = value.IsString() ? api::TextOf(value) : "";
  if (MigrationOf(rule).final_status != "CONFIRMED" && MigrationOf(rule).final_status != "RESET_REQUIRED") {
    member.MustBe("CONFIRMED or RESET_REQUIRED");
  }
}

void ReadQuestion(const Member& member, const JsonValue& value, Rule& rule) {
  RuleQuestion& question = rule.question.emplace();
  member.Table(value, [&](const std::string& name, const JsonValue& inner) {
    const Member named = member.In(name);
    if (name == "text") {
      question.text = named.Text(inner);
    } else if (name == "answer") {
      question.answer = named.Text(inner);
    } else if (name == "tries") {
      if (!inner.IsUint() || inner.GetUint() == 0 || inner.GetUint() > kMostTries) {
        named.MustBe("a whole number from 1 to " + std::to_string(kMostTries));
      }
      question.tries = inner.GetUint();
    } else {
      named.Refuse("there is no member " + named.name + ".");
    }
  });
  if (question.text.empty() || question.answer.empty()) {
    member.Refuse(member.name + " needs a text and an answer.");
  }
}

struct Word {
  std::string_view name;
  std::span<const Trigger> places;  // the triggers whose answers have one for it
  bool is_effect;
  void (*read)(const Member& member, const JsonValue& value, Rule& rule);
};

#define ROCKPOOL_READ(member_of_rule, reader) \
  [](const Member& member, const JsonValue& value, Rule& rule) { rule.member_of_rule = member.reader(value); }

constexpr auto kWords = std::to_array<Word>({
    {"trigger", kAll, false, ReadTriggers},
    {"pool", kAll, false, ROCKPOOL_READ(pool, Text)},
    {"function", kAll, false, ROCKPOOL_READ(function, Text)},
    {"when", kAll, false, ReadWhen},
    {"refuse", kAll, true, ROCKPOOL_READ(refuse, Text)},
    {"confirm", kSignUp, true, ROCKPOOL_READ(confirms, Flag)},
    {"verify_email", kSignUp, true, ROCKPOOL_READ(verifies_email, Flag)},
    {"verify_phone", kSignUp, true, ROCKPOOL_READ(verifies_phone, Flag)},
    {"link_by_email", kSignUp, true, ROCKPOOL_READ(links_by_email, Flag)},
    {"add_claims", kTokens, true, ROCKPOOL_READ(both_tokens.add_claims, Json)},
    {"suppress_claims", kTokens, true, ROCKPOOL_READ(both_tokens.suppress_claims, Texts)},
    {"add_id_claims", kTokens, true, ROCKPOOL_READ(id_token.add_claims, Json)},
    {"suppress_id_claims", kTokens, true, ROCKPOOL_READ(id_token.suppress_claims, Texts)},
    {"add_access_claims", kTokens, true, ROCKPOOL_READ(access_token.add_claims, Json)},
    {"suppress_access_claims", kTokens, true, ROCKPOOL_READ(access_token.suppress_claims, Texts)},
    {"add_scopes", kTokens, true, ROCKPOOL_READ(add_scopes, Texts)},
    {"suppress_scopes", kTokens, true, ROCKPOOL_READ(suppress_scopes, Texts)},
    {"add_groups", kTokens, true, ROCKPOOL_READ(add_groups, Texts)},
    {"sms_message", kMessage, true, ROCKPOOL_READ(sms_message, Text)},
    {"email_message", kMessage, true, ROCKPOOL_READ(email_message, Text)},
    {"email_subject", kMessage, true, ROCKPOOL_READ(email_subject, Text)},
    {"attributes", kMigration, true, ReadAttributes},
    {"final_status", kMigration, true, ReadFinalStatus},
    {"password", kMigration, true,
     [](const Member& member, const JsonValue& value, Rule& rule) { MigrationOf(rule).password = member.Text(value); }},
    {"suppress_message", kMigration, true,
     [](const Member& member, const JsonValue& value, Rule& rule) { MigrationOf(rule).suppresses_message = member.Flag(value); }},
    {"question", kChallenges, true, ReadQuestion},
    {"answer", kAll, true, ROCKPOOL_READ(answer, Json)},
});

#undef ROCKPOOL_READ

bool HasPlace(const Word& word, Trigger trigger) {
  // Nobody reads what a sender answers.
  const bool is_sender = trigger == Trigger::kCustomEmailSender || trigger == Trigger::kCustomSMSSender;
  return std::ranges::find(word.places, trigger) != word.places.end() && !(word.name == "answer" && is_sender);
}

void Check(const Member& member, const std::vector<const Word*>& effects, const Rule& rule) {
  if (rule.triggers.empty()) {
    member.Refuse("trigger is missing.");
  }
  for (const Word* effect : effects) {
    for (const Trigger trigger : rule.triggers) {
      if (!HasPlace(*effect, trigger)) {
        member.Refuse(std::string(ToText(trigger)) + " has no place for " + std::string(effect->name) + ".");
      }
    }
    if (rule.refuse && effect->name != "refuse") {
      member.Refuse("refuse stands alone, without " + std::string(effect->name) + ".");
    }
  }
  if (rule.migration && rule.migration->attributes.empty()) {
    member.Refuse("attributes is missing, without which nobody is migrated.");
  }
}

Rule ParseRule(std::size_t number, const JsonValue& json) {
  const Member whole{number, ""};
  if (!json.IsObject()) {
    whole.Refuse("it must be a table.");
  }
  Rule rule;
  std::vector<const Word*> effects;
  for (const auto& entry : json.GetObject()) {
    const Member member{number, std::string(api::TextOf(entry.name))};
    const auto* const word = std::ranges::find(kWords, member.name, &Word::name);
    if (word == kWords.end()) {
      whole.Refuse("there is no member " + member.name + ".");
    }
    word->read(member, entry.value, rule);
    if (word->is_effect) {
      effects.push_back(word);
    }
  }
  Check(whole, effects, rule);
  return rule;
}

}  // namespace

std::vector<Rule> ParseRules(const api::JsonValue& list) {
  if (!list.IsArray()) {
    throw std::invalid_argument("rules of [triggers] must be a list of tables.");
  }
  std::vector<Rule> rules;
  for (const JsonValue& json : list.GetArray()) {
    rules.push_back(ParseRule(rules.size() + 1, json));
  }
  return rules;
}

}  // namespace rockpool::triggers
