#include "tests/model_sweep/expectations.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>

namespace rockpool::model_sweep {
namespace {

std::string Text(const Json& json) { return {json.GetString(), json.GetStringLength()}; }

std::string Joined(const std::vector<std::string>& parts, const std::string& separator) {
  std::string joined;
  for (const std::string& part : parts) {
    joined += (joined.empty() ? "" : separator) + part;
  }
  return joined;
}

bool FullyMatches(const std::string& pattern, const std::string& text) {
  static std::map<std::string, std::unique_ptr<RE2>> compiled;
  auto& expression = compiled[pattern];
  if (!expression) {
    expression = std::make_unique<RE2>(pattern);
  }
  return RE2::FullMatch(text, *expression);
}

// All samples are ASCII, so that a string's bytes are its UTF-16 code units.
std::int64_t Measure(const RawShape& shape, const Json& value) {
  if (shape.IsNumber()) {
    return value.GetInt64();
  }
  if (shape.type == "list") {
    return value.Size();
  }
  if (shape.type == "map") {
    return value.MemberCount();
  }
  const std::string text = Text(value);
  return shape.type == "blob" ? static_cast<std::int64_t>(text.size()) / 4 * 3 - std::ranges::count(text, '=')
                              : static_cast<std::int64_t>(text.size());
}

std::string ValueText(const RawShape& shape, const Json& value, bool is_whole) {
  if (shape.sensitive && !is_whole) {
    return "*** Sensitive Data Redacted ***";
  }
  std::vector<std::string> parts;
  if (shape.type == "list") {
    for (const Json& element : value.GetArray()) {
      parts.push_back(ValueText(*shape.element, element, false));
    }
    return "[" + Joined(parts, ", ") + "]";
  }
  if (shape.type == "structure") {
    for (const RawMember& member : shape.members) {
      const auto given = value.FindMember(member.name.c_str());
      parts.push_back(member.path + "=" + (given == value.MemberEnd() ? "null" : ValueText(*member.shape, given->value, false)));
    }
    return shape.name + "(" + Joined(parts, ", ") + ")";
  }
  if (shape.type == "map") {
    for (const auto& entry : value.GetObject()) {
      parts.push_back(Text(entry.name) + "=" + ValueText(*shape.element, entry.value, false));
    }
    return "{" + Joined(parts, ", ") + "}";
  }
  if (value.IsBool()) {
    return value.IsTrue() ? "true" : "false";
  }
  return value.IsInt64() ? std::to_string(value.GetInt64()) : Text(value);
}

std::string Bound(const RawShape& shape, const std::string& relation, std::int64_t bound) {
  return "Member must have " + std::string(shape.IsNumber() ? "value " : "length ") + relation + " than or equal to " +
         std::to_string(bound);
}

}  // namespace

std::string MaxText(const RawShape& shape) { return Bound(shape, "less", *shape.max); }
std::string MinText(const RawShape& shape) { return Bound(shape, "greater", *shape.min); }
std::string PatternText(const RawShape& shape) { return "Member must satisfy regular expression pattern: " + shape.pattern_text; }
std::string EnumText(const RawShape& shape) { return "Member must satisfy enum value set: [" + Joined(shape.enumeration, ", ") + "]"; }

std::string AllTexts(const RawShape& shape) {
  std::vector<std::string> texts;
  if (shape.max) {
    texts.push_back(MaxText(shape));
  }
  if (shape.min) {
    texts.push_back(MinText(shape));
  }
  if (!shape.re2_pattern.empty()) {
    texts.push_back(PatternText(shape));
  }
  if (!shape.enumeration.empty()) {
    texts.push_back(EnumText(shape));
  }
  return "[" + Joined(texts, ", ") + "]";
}

std::vector<std::string> BrokenTexts(const RawShape& shape, const Json& value) {
  std::vector<std::string> texts;
  if (shape.max && Measure(shape, value) > *shape.max) {
    texts.push_back(MaxText(shape));
  }
  if (shape.min && Measure(shape, value) < *shape.min) {
    texts.push_back(MinText(shape));
  }
  if (!shape.re2_pattern.empty() && !FullyMatches(shape.re2_pattern, Text(value))) {
    texts.push_back(PatternText(shape));
  }
  if (!shape.enumeration.empty() && std::ranges::find(shape.enumeration, Text(value)) == shape.enumeration.end()) {
    texts.push_back(EnumText(shape));
  }
  if (shape.type == "list" && !shape.element->IsContainer()) {
    const auto is_broken = [&](const Json& element) { return !BrokenTexts(*shape.element, element).empty(); };
    if (std::any_of(value.Begin(), value.End(), is_broken)) {
      texts.push_back("Member must satisfy constraint: " + AllTexts(*shape.element));
    }
  }
  if (shape.type == "map") {
    const auto key_is_broken = [&](const auto& entry) { return !BrokenTexts(*shape.key, entry.name).empty(); };
    if (std::any_of(value.MemberBegin(), value.MemberEnd(), key_is_broken)) {
      texts.push_back("Map keys must satisfy constraint: " + AllTexts(*shape.key));
    }
    const auto value_is_broken = [&](const auto& entry) { return !BrokenTexts(*shape.element, entry.value).empty(); };
    if (!shape.element->IsContainer() && std::any_of(value.MemberBegin(), value.MemberEnd(), value_is_broken)) {
      texts.push_back("Map value must satisfy constraint: " + AllTexts(*shape.element));
    }
  }
  return texts;
}

std::string Item(const RawShape& shape, const Json& value, bool masked, const std::string& path, const std::string& text) {
  const std::string shown = value.IsNull() ? "null " : masked ? "" : "'" + ValueText(shape, value, true) + "' ";
  return "Value " + shown + "at '" + path + "' failed to satisfy constraint: " + text;
}

std::string Refusal(const std::vector<std::string>& items) {
  const std::string count = std::to_string(items.size()) + (items.size() == 1 ? " validation error" : " validation errors");
  return "InvalidParameterException: " + count + " detected: " + Joined(items, "; ");
}

}  // namespace rockpool::model_sweep
