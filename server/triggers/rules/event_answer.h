// An event whose `response` a rule fills.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "server/api/json.h"
#include "server/triggers/invoker.h"
#include "server/triggers/rules/rules.h"

namespace rockpool::triggers {

// What a rule throws where a function would throw an error.
struct RuleRefusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One thread. `event` outlives it, and is what has been parsed.
class EventAnswer {
 public:
  explicit EventAnswer(rapidjson::Document& event) : event_(event) {}

  // The value at a path like "request.userAttributes.email", or "request.session.0.challengeName" of lists; a name may have points in
  // itself. nullptr if there is none.
  const api::JsonValue* Find(std::string_view path) const;

  // The text there; of numbers and flags their JSON. nullopt of null, of tables, of lists and of nothing at all.
  std::optional<std::string> TextAt(std::string_view path) const;

  // Puts the member into `response`, in the place of what it was. `json` is one value.
  void SetJson(std::string_view name, const std::string& json);
  template <class Value>
  void Set(std::string_view name, const Value& value) {
    SetJson(name, api::ToJson(value));
  }

  std::string Text() const;

 private:
  rapidjson::Document& event_;
};

// The effects of a rule, by group. What the rule has not changes nothing.
void AnswerPreTokenGeneration(const Rule& rule, EventAnswer& answer);
void AnswerUserMigration(const Migration& migration, const Invocation& invocation, EventAnswer& answer);
void AnswerQuestion(const RuleQuestion& question, Trigger trigger, EventAnswer& answer);

}  // namespace rockpool::triggers
