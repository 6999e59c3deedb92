#include "server/triggers/events/fields.h"

#include <algorithm>

#include "server/api/errors.h"

namespace rockpool::triggers {
namespace {

std::string TextOfString(const api::JsonValue& value) {
  if (!value.IsString()) {
    RefuseAnswer();
  }
  return std::string(api::TextOf(value));
}

}  // namespace

void RefuseAnswer() { throw api::InvalidLambdaResponseException("Unrecognizable lambda output"); }

const api::JsonValue* MemberOf(const api::JsonValue& object, std::string_view name) {
  const api::JsonValue* found = nullptr;
  for (const auto& member : object.GetObject()) {
    if (api::TextOf(member.name) == name) {
      found = member.value.IsNull() ? nullptr : &member.value;
    }
  }
  return found;
}

Fields::Fields(const api::JsonValue& object, std::initializer_list<std::string_view> known) : object_(object) {
  if (!object.IsObject()) {
    RefuseAnswer();
  }
  for (const auto& member : object.GetObject()) {
    if (std::ranges::find(known, api::TextOf(member.name)) == known.end()) {
      RefuseAnswer();
    }
  }
}

const api::JsonValue* Fields::Find(std::string_view name) const { return MemberOf(object_, name); }

std::optional<bool> Fields::Boolean(std::string_view name) const {
  const api::JsonValue* value = Find(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->IsBool()) {
    RefuseAnswer();
  }
  return value->GetBool();
}

std::optional<std::string> Fields::Text(std::string_view name) const {
  const api::JsonValue* value = Find(name);
  return value == nullptr ? std::nullopt : std::optional(TextOfString(*value));
}

std::vector<std::string> Fields::Texts(std::string_view name) const {
  std::vector<std::string> texts;
  const api::JsonValue* value = Find(name);
  if (value == nullptr) {
    return texts;
  }
  if (!value->IsArray()) {
    RefuseAnswer();
  }
  for (const auto& element : value->GetArray()) {
    if (!element.IsNull()) {
      texts.push_back(TextOfString(element));
    }
  }
  return texts;
}

std::map<std::string, std::string, std::less<>> Fields::TextsByName(std::string_view name) const {
  std::map<std::string, std::string, std::less<>> texts;
  const api::JsonValue* value = Find(name);
  if (value == nullptr) {
    return texts;
  }
  if (!value->IsObject()) {
    RefuseAnswer();
  }
  for (const auto& member : value->GetObject()) {
    if (!member.value.IsNull()) {
      texts.insert_or_assign(std::string(api::TextOf(member.name)), TextOfString(member.value));
    }
  }
  return texts;
}

std::vector<std::pair<std::string, std::string>> Fields::ValuesByName(std::string_view name) const {
  std::vector<std::pair<std::string, std::string>> values;
  const api::JsonValue* value = Find(name);
  if (value == nullptr) {
    return values;
  }
  if (!value->IsObject()) {
    RefuseAnswer();
  }
  std::map<std::string_view, std::size_t> places;
  for (const auto& member : value->GetObject()) {
    if (member.value.IsNull()) {
      continue;
    }
    const std::string_view key = api::TextOf(member.name);
    if (const auto [place, is_new] = places.emplace(key, values.size()); is_new) {
      values.emplace_back(std::string(key), JsonOf(member.value));
    } else {
      values[place->second].second = JsonOf(member.value);
    }
  }
  return values;
}

std::string JsonOf(const api::JsonValue& value) {
  api::Document document;
  api::Decode(value, document);
  return std::move(document.json);
}

}  // namespace rockpool::triggers
