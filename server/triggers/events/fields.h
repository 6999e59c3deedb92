// What is read of a function's answer, as strictly as the service reads it.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/json.h"

namespace rockpool::triggers {

// api::InvalidLambdaResponseException `Unrecognizable lambda output`: what is thrown of every answer whose shape is not the service's.
[[noreturn]] void RefuseAnswer();

// nullptr where it is absent or null. What is given twice counts as it is given last. Requires: `object` is one.
const api::JsonValue* MemberOf(const api::JsonValue& object, std::string_view name);

// The members of an object of the answer, found as MemberOf does. It lives no longer than what it reads. All refuse a member that is of
// another type.
class Fields {
 public:
  // Refuses what is no object, and an object with a member that is none of `known`.
  Fields(const api::JsonValue& object, std::initializer_list<std::string_view> known);

  std::optional<bool> Boolean(std::string_view name) const;
  std::optional<std::string> Text(std::string_view name) const;

  // Texts; empty where there are none. One that is null is left out.
  std::vector<std::string> Texts(std::string_view name) const;
  std::map<std::string, std::string, std::less<>> TextsByName(std::string_view name) const;

  // Names and values in their order, the values as JSON; those that are null are left out.
  std::vector<std::pair<std::string, std::string>> ValuesByName(std::string_view name) const;

  // nullptr where it is absent. It may be of any type.
  const api::JsonValue* Find(std::string_view name) const;

 private:
  const api::JsonValue& object_;
};

// A value as compact JSON.
std::string JsonOf(const api::JsonValue& value);

}  // namespace rockpool::triggers
