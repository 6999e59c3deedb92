#include "server/protocol/value_text.h"

namespace rockpool::protocol {
namespace {

constexpr std::string_view kMask = "*** Sensitive Data Redacted ***";  // Assumed: the words of AWS's own SDKs

void Append(const api::Shape& shape, const api::JsonValue& value, std::string& text);

void AppendElements(const api::Shape& element, const api::JsonValue& list, std::string& text) {
  std::string_view separator;
  text += '[';
  for (const auto& value : list.GetArray()) {
    text += separator;
    Append(element, value, text);
    separator = ", ";
  }
  text += ']';
}

void AppendMembers(const api::Shape& shape, const api::JsonValue& object, std::string& text) {
  std::string_view separator;
  text += '{';
  for (const auto& entry : object.GetObject()) {
    const std::string_view name = api::TextOf(entry.name);
    const api::Shape* element = shape.element;
    if (shape.kind == api::ShapeKind::kStructure) {
      const api::Member* member = api::FindMember(shape, name);
      if (member == nullptr) {
        continue;
      }
      element = member->shape;
    }
    text.append(separator).append(name).append("=");
    Append(*element, entry.value, text);
    separator = ", ";
  }
  text += '}';
}

void Append(const api::Shape& shape, const api::JsonValue& value, std::string& text) {
  if (value.IsNull()) {
    text += "null";
  } else if (shape.sensitive) {
    text += kMask;
  } else if (shape.kind == api::ShapeKind::kList) {
    AppendElements(*shape.element, value, text);
  } else if (shape.kind == api::ShapeKind::kMap || shape.kind == api::ShapeKind::kStructure) {
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
