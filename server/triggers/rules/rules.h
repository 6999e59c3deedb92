// Rules in a file that answer in the place of functions, so that common triggers need no process: what a rule may say, and what follows
// from it. What they answer is read and checked as a function's answer is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/json.h"
#include "server/triggers/invoker.h"
#include "server/triggers/triggers.h"

namespace rockpool::triggers {

// Names and values, JSON each, in the order in which they were written.
using JsonMembers = std::vector<std::pair<std::string, std::string>>;

// PreTokenGeneration: what becomes of one token.
struct TokenEffects {
  JsonMembers add_claims;
  std::vector<std::string> suppress_claims;

  bool empty() const { return add_claims.empty() && suppress_claims.empty(); }
};

// UserMigration: who the user is.
struct Migration {
  std::map<std::string, std::string, std::less<>> attributes;  // `{userName}` in a value is the name that was typed
  std::string final_status;                                    // CONFIRMED or RESET_REQUIRED; empty: CONFIRMED at a sign-in
  std::optional<std::string> password;                         // what a sign-in must have sent; nullopt: any is right
  bool suppresses_message = false;
};

// CUSTOM_AUTH: one question, of which all three triggers know.
struct RuleQuestion {
  std::string text;
  std::string answer;
  std::uint32_t tries = 3;  // wrong answers that end the sign-in
};

struct Rule {
  // When it counts. All of it must hold.
  std::vector<Trigger> triggers;
  std::string pool = "*";                                 // a pattern of pool ids
  std::string function = "*";                             // a pattern of functions, see pattern.h
  std::vector<std::pair<std::string, std::string>> when;  // a path in the event, and the pattern of its text

  // What follows. The triggers have a place for each that is set.
  std::optional<std::string> refuse;  // nothing else is set then
  bool confirms = false;
  bool verifies_email = false;
  bool verifies_phone = false;
  bool links_by_email = false;
  TokenEffects both_tokens;  // V1_0: the ID token, which is the only one that it reaches
  TokenEffects id_token;
  TokenEffects access_token;
  std::vector<std::string> add_scopes;
  std::vector<std::string> suppress_scopes;
  std::vector<std::string> add_groups;
  std::optional<std::string> sms_message;
  std::optional<std::string> email_message;
  std::optional<std::string> email_subject;
  std::optional<Migration> migration;
  std::optional<RuleQuestion> question;
  JsonMembers answer;  // put into `response` last, as they stand
};

// Of the list `rules` in the table [triggers]. Throws std::invalid_argument for what is no rule: one sentence that names the rule by its
// place in the list, counted from 1, and the member: `Rule 2 of [triggers]: PreSignUp has no place for add_claims.`
std::vector<Rule> ParseRules(const api::JsonValue& list);

// What rules do beside their answer, as functions do by calling the API.
struct Effects {
  // Links the person of a PreSignUp_ExternalProvider to the pool's user with the same e-mail address, if there is one. Returns what a
  // function would fail with; empty where all went well. May write to the store; does not throw.
  std::function<std::string(const Invocation& invocation)> link_by_email;
};

// The answer of the first rule that matches: kAnswered with the whole event, its `response` filled, or kFunctionError with the text of the
// refusal; `hint` says which rule it was. Of no rule that matches: the event as it is. `attempts` is 1. Any thread, outside of
// transactions; does not throw.
Outcome AnswerOf(const std::vector<Rule>& rules, const Invocation& invocation, const Effects& effects) noexcept;

}  // namespace rockpool::triggers
