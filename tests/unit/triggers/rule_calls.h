// Rules and calls as tests of them write them.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "server/triggers/rules/rules.h"

namespace rockpool::triggers {

inline std::vector<Rule> RulesOf(const std::string& json) {
  rapidjson::Document document;
  EXPECT_TRUE(api::ParseJson(json, document)) << json;
  return ParseRules(document);
}

// What is wrong with the rules; "none" if nothing is.
inline std::string RefusalOfRules(const std::string& json) {
  try {
    RulesOf(json);
  } catch (const std::invalid_argument& refusal) {
    return refusal.what();
  }
  return "none";
}

// A call of the trigger, with an event that has this `request` and `response`.
inline Invocation CallOf(Trigger trigger, const std::string& source, const std::string& request, const std::string& response,
                         const std::string& version = "1") {
  Invocation invocation;
  invocation.trigger = trigger;
  invocation.source = source;
  invocation.user_pool_id = "us-east-1_a";
  invocation.client_id = "c";
  invocation.function_arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
  invocation.event = R"({"version":")" + version + R"(","userName":"ada@example.com","triggerSource":")" + source + R"(","request":)" +
                     request + R"(,"response":)" + response + "}";
  return invocation;
}

// `response` of what the rules answer, as compact JSON; what they refuse with after "refused: ".
inline std::string ResponseOf(const std::string& rules, const Invocation& invocation, const Effects& effects = {}) {
  const Outcome outcome = AnswerOf(RulesOf(rules), invocation, effects);
  if (outcome.kind != Outcome::Kind::kAnswered) {
    return (outcome.kind == Outcome::Kind::kFunctionError ? "refused: " : "not invoked: ") + outcome.text;
  }
  rapidjson::Document answer;
  EXPECT_TRUE(api::ParseJson(outcome.text, answer)) << outcome.text;
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  answer["response"].Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace rockpool::triggers
