#include "server/protocol/constraints.h"

#include "server/protocol/patterns.h"
#include "server/util/strings.h"

namespace rockpool::protocol {
namespace {

using api::JsonValue;
using api::Shape;
using api::ShapeKind;

bool IsNumber(const Shape& shape) { return shape.kind == ShapeKind::kInteger || shape.kind == ShapeKind::kLong; }

std::string MaxText(const Shape& shape) {
  return std::string("Member must have ") + (IsNumber(shape) ? "value" : "length") + " less than or equal to " + std::to_string(shape.max);
}

std::string MinText(const Shape& shape) {
  return std::string("Member must have ") + (IsNumber(shape) ? "value" : "length") + " greater than or equal to " +
         std::to_string(shape.min);
}

std::string PatternText(const Shape& shape) { return "Member must satisfy regular expression pattern: " + std::string(shape.pattern_text); }

std::string EnumText(const Shape& shape) { return "Member must satisfy enum value set: [" + util::Join(shape.enumeration, ", ") + "]"; }

// What the bounds of the shape count; see Shape::min.
std::int64_t Measure(const Shape& shape, const JsonValue& value) {
  switch (shape.kind) {
    case ShapeKind::kString:
      return static_cast<std::int64_t>(util::Utf16Length(api::TextOf(value)));
    case ShapeKind::kBlob: {
      const std::string_view text = api::TextOf(value);
      const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
      return static_cast<std::int64_t>(text.size() / 4 * 3 - (text.empty() ? 0 : padding));
    }
    case ShapeKind::kList:
      return value.Size();
    case ShapeKind::kMap:
      return value.MemberCount();
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
      return api::LenientInteger(value).value_or(0);
    default:
      return 0;
  }
}

bool IsOneOf(std::span<const std::string_view> values, std::string_view text) {
  for (const std::string_view value : values) {
    if (value == text) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<std::string> BrokenConstraints(const Shape& shape, const JsonValue& value) {
  std::vector<std::string> broken;
  const std::int64_t measure = shape.max != Shape::kNoMax || shape.min != Shape::kNoMin ? Measure(shape, value) : 0;
  if (shape.max != Shape::kNoMax && measure > shape.max) {
    broken.push_back(MaxText(shape));
  }
  if (shape.min != Shape::kNoMin && measure < shape.min) {
    broken.push_back(MinText(shape));
  }
  if (!shape.pattern.empty() && !Matches(shape.pattern, api::TextOf(value))) {
    broken.push_back(PatternText(shape));
  }
  if (!shape.enumeration.empty() && !IsOneOf(shape.enumeration, api::TextOf(value))) {
    broken.push_back(EnumText(shape));
  }
  return broken;
}

std::string ConstraintList(const Shape& shape) {
  std::vector<std::string> texts;
  if (shape.max != Shape::kNoMax) {
    texts.push_back(MaxText(shape));
  }
  if (shape.min != Shape::kNoMin) {
    texts.push_back(MinText(shape));
  }
  if (!shape.pattern.empty()) {
    texts.push_back(PatternText(shape));
  }
  if (!shape.enumeration.empty()) {
    texts.push_back(EnumText(shape));
  }
  return "[" + util::Join(texts, ", ") + "]";
}

}  // namespace rockpool::protocol
