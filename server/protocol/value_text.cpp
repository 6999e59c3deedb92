#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "server/protocol/validator.h"

namespace rockpool::protocol {
namespace {

// Where a list breaks off: two bytes of a hostile request can be a structure of hundreds.
constexpr std::size_t kMostBytes = 256UL * 1024;

constexpr std::string_view kMask = "*** Sensitive Data Redacted ***";  // Assumed: the words of AWS's own SDKs

void Append(const api::Shape& shape, const api::JsonValue& value, std::string& text);

void AppendElements(const api::Shape& element, const api::JsonValue& list, std::string& text) {
  std::string_view separator;
  text += '[';
  for (const auto& value : list.GetArray()) {
    text += separator;
    if (text.size() > kMostBytes) {
      text += "...";
      break;
    }
    Append(element, value, text);
    separator = ", ";
  }
  text += ']';
}

void AppendEntries(const api::Shape& element, const api::JsonValue& map, std::string& text) {
  std::string_view separator;
  text += '{';
  for (const auto& entry : map.GetObject()) {
    text.append(separator).append(api::TextOf(entry.name)).append("=");
    Append(element, entry.value, text);
    separator = ", ";
  }
  text += '}';
}

void AppendMembers(const api::Shape& structure, const api::JsonValue& object, std::string& text) {
  static const api::JsonValue null;
  std::vector<std::pair<const api::Member*, const api::JsonValue*>> members(structure.members.size(), {nullptr, &null});
  for (const api::Member& member : structure.members) {
    members[member.position].first = &member;
  }
  for (const auto& entry : object.GetObject()) {
    if (const api::Member* member = api::FindMember(structure, api::TextOf(entry.name))) {
      members[member->position].second = &entry.value;
    }
  }
  std::string_view separator;
  text.append(structure.name).append("(");
  for (const auto& [member, value] : members) {
    text.append(separator).append(member->path).append("=");
    Append(*member->shape, *value, text);
    separator = ", ";
  }
  text += ')';
}

void Append(const api::Shape& shape, const api::JsonValue& value, std::string& text) {
  if (value.IsNull()) {
    text += "null";
  } else if (shape.sensitive) {
    text += kMask;
  } else if (shape.kind == api::ShapeKind::kList) {
    AppendElements(*shape.element, value, text);
  } else if (shape.kind == api::ShapeKind::kMap) {
    AppendEntries(*shape.element, value, text);
  } else if (shape.kind == api::ShapeKind::kStructure) {
    AppendMembers(shape, value, text);
  } else if (value.IsString()) {
    text += api::TextOf(value);
  } else {
    api::Document document;
    api::Decode(value, document);
    text += document.json;
  }
}

}  // namespace

std::string ValueText(const api::Shape& shape, const api::JsonValue& value) {
  std::string text;
  Append(shape, value, text);
  return text;
}

}  // namespace rockpool::protocol
