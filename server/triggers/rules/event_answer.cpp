#include "server/triggers/rules/event_answer.h"

#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace rockpool::triggers {
namespace {

using api::JsonValue;

// nullptr if the text is no index of the list.
const JsonValue* ElementOf(const JsonValue& list, std::string_view text) {
  rapidjson::SizeType index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  return error == std::errc() && end == text.data() + text.size() && index < list.Size() ? &list[index] : nullptr;
}

const JsonValue* Child(const JsonValue& value, std::string_view name) {
  if (value.IsArray()) {
    return ElementOf(value, name);
  }
  if (!value.IsObject()) {
    return nullptr;
  }
  const auto member = value.FindMember(JsonValue(rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size()))));
  return member == value.MemberEnd() ? nullptr : &member->value;
}

// Longer names first, for the keys of ClientMetadata may have points.
const JsonValue* Descend(const JsonValue& value, std::string_view path) {
  for (std::size_t end = path.size(); end != std::string_view::npos && end > 0; end = path.rfind('.', end - 1)) {
    const JsonValue* child = Child(value, path.substr(0, end));
    if (child != nullptr && end == path.size()) {
      return child;
    }
    if (const JsonValue* found = child == nullptr ? nullptr : Descend(*child, path.substr(end + 1))) {
      return found;
    }
  }
  return nullptr;
}

std::string JsonText(const JsonValue& value) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

const JsonValue* EventAnswer::Find(std::string_view path) const { return Descend(event_, path); }

std::optional<std::string> EventAnswer::TextAt(std::string_view path) const {
  const JsonValue* value = Find(path);
  if (value == nullptr || value->IsNull() || value->IsObject() || value->IsArray()) {
    return std::nullopt;
  }
  return value->IsString() ? std::string(api::TextOf(*value)) : JsonText(*value);
}

void EventAnswer::SetJson(std::string_view name, const std::string& json) {
  auto& allocator = event_.GetAllocator();
  rapidjson::Document value(&allocator);
  if (!api::ParseJson(json, value)) {
    throw std::logic_error("a rule's effect is no JSON: " + json);
  }
  if (!event_.HasMember("response")) {
    event_.AddMember("response", JsonValue(rapidjson::kObjectType), allocator);
  }
  JsonValue& response = event_["response"];
  JsonValue key(name.data(), static_cast<rapidjson::SizeType>(name.size()), allocator);
  if (const auto member = response.FindMember(key); member != response.MemberEnd()) {
    member->value = static_cast<JsonValue&>(value);
  } else {
    response.AddMember(key, static_cast<JsonValue&>(value), allocator);
  }
}

std::string EventAnswer::Text() const { return JsonText(event_); }

}  // namespace rockpool::triggers
