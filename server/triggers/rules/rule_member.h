// One member of a rule, for whoever reads rules: its value, or the sentence that says what is wrong with it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/json.h"
#include "server/triggers/rules/rules.h"

namespace rockpool::triggers {

// What it refuses, it throws std::invalid_argument for.
struct RuleMember {
  std::size_t rule = 0;  // counted from 1
  std::string name;

  [[noreturn]] void Refuse(const std::string& what) const {
    throw std::invalid_argument("Rule " + std::to_string(rule) + " of [triggers]: " + what);
  }
  [[noreturn]] void MustBe(const std::string& what) const { Refuse(name + " must be " + what + "."); }

  RuleMember In(std::string_view inner) const { return {rule, name + "." + std::string(inner)}; }

  std::string Text(const api::JsonValue& value) const {
    if (!value.IsString()) {
      MustBe("a text");
    }
    return std::string(api::TextOf(value));
  }

  bool Flag(const api::JsonValue& value) const {
    if (!value.IsBool()) {
      MustBe("true or false");
    }
    return value.GetBool();
  }

  std::vector<std::string> Texts(const api::JsonValue& value) const {
    if (!value.IsArray() || !std::ranges::all_of(value.GetArray(), &api::JsonValue::IsString)) {
      MustBe("a list of texts");
    }
    std::vector<std::string> texts;
    for (const api::JsonValue& text : value.GetArray()) {
      texts.emplace_back(api::TextOf(text));
    }
    return texts;
  }

  // Each with its value, as a table has them.
  template <class Read>
  void Table(const api::JsonValue& value, Read&& read) const {
    if (!value.IsObject()) {
      MustBe("a table");
    }
    for (const auto& inner : value.GetObject()) {
      read(std::string(api::TextOf(inner.name)), inner.value);
    }
  }

  JsonMembers Json(const api::JsonValue& value) const {
    JsonMembers members;
    Table(value, [&members](std::string name, const api::JsonValue& inner) {
      api::JsonBuffer buffer;
      api::JsonWriter writer(buffer);
      inner.Accept(writer);
      members.emplace_back(std::move(name), std::string(buffer.GetString(), buffer.GetSize()));
    });
    return members;
  }
};

}  // namespace rockpool::triggers
