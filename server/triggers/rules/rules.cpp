#include "server/triggers/rules/rules.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "server/triggers/pattern.h"
#include "server/triggers/rules/event_answer.h"

namespace rockpool::triggers {
namespace {

bool Matches(const Rule& rule, const Invocation& invocation, const EventAnswer& event) {
  return std::ranges::find(rule.triggers, invocation.trigger) != rule.triggers.end() &&
         MatchesPattern(rule.pool, invocation.user_pool_id) && MatchesFunction(rule.function, invocation.function_arn) &&
         std::ranges::all_of(rule.when, [&event](const auto& condition) {
           const std::optional<std::string> text = event.TextAt(condition.first);
           return text && MatchesPattern(condition.second, *text);
         });
}

// Only of what is there, as the developer guide's own function does it: of an attribute that is not, the answer would be refused.
void Verify(bool is_set, std::string_view attribute, std::string_view member, EventAnswer& answer) {
  if (is_set && answer.TextAt("request.userAttributes." + std::string(attribute))) {
    answer.Set(member, true);
  }
}

void AnswerPreSignUp(const Rule& rule, const Invocation& invocation, const Effects& effects, EventAnswer& answer) {
  if (rule.confirms) {
    answer.Set("autoConfirmUser", true);
  }
  Verify(rule.verifies_email, "email", "autoVerifyEmail", answer);
  Verify(rule.verifies_phone, "phone_number", "autoVerifyPhone", answer);
  if (rule.links_by_email && invocation.source == "PreSignUp_ExternalProvider" && effects.link_by_email) {
    if (const std::string refusal = effects.link_by_email(invocation); !refusal.empty()) {
      throw RuleRefusal(refusal);
    }
  }
}

void AnswerCustomMessage(const Rule& rule, EventAnswer& answer) {
  const auto set = [&answer](std::string_view member, const std::optional<std::string>& text) {
    if (text) {
      answer.Set(member, *text);
    }
  };
  set("smsMessage", rule.sms_message);
  set("emailMessage", rule.email_message);
  set("emailSubject", rule.email_subject);
}

void Apply(const Rule& rule, const Invocation& invocation, const Effects& effects, EventAnswer& answer) {
  if (rule.refuse) {
    throw RuleRefusal(*rule.refuse);
  }
  AnswerPreSignUp(rule, invocation, effects, answer);
  AnswerPreTokenGeneration(rule, answer);
  AnswerCustomMessage(rule, answer);
  if (rule.migration) {
    AnswerUserMigration(*rule.migration, invocation, answer);
  }
  if (rule.question) {
    AnswerQuestion(*rule.question, invocation.trigger, answer);
  }
  for (const auto& [name, json] : rule.answer) {
    answer.SetJson(name, json);
  }
}

Outcome Answered(const std::vector<Rule>& rules, const Invocation& invocation, const Effects& effects) {
  rapidjson::Document event;
  if (!api::ParseJson(invocation.event, event) || !event.IsObject()) {
    throw std::logic_error("an event is no object");
  }
  EventAnswer answer(event);
  const auto rule = std::ranges::find_if(rules, [&](const Rule& one) { return Matches(one, invocation, answer); });
  if (rule == rules.end()) {
    return {Outcome::Kind::kAnswered, invocation.event, "no rule matches", 1};
  }
  const std::string which = "rule " + std::to_string(rule - rules.begin() + 1) + " of [triggers]";
  try {
    Apply(*rule, invocation, effects, answer);
  } catch (const RuleRefusal& refusal) {
    return {Outcome::Kind::kFunctionError, refusal.what(), which, 1};
  }
  return {Outcome::Kind::kAnswered, answer.Text(), which, 1};
}

}  // namespace

Outcome AnswerOf(const std::vector<Rule>& rules, const Invocation& invocation, const Effects& effects) noexcept {
  try {
    return Answered(rules, invocation, effects);
  } catch (const std::exception& error) {
    // What Lambda calls a fault of its own.
    return {Outcome::Kind::kNotInvoked, "ServiceException", error.what(), 1};
  }
}

}  // namespace rockpool::triggers
