#include "server/operations/user_pools/attribute_constraints.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/errors.h"

namespace rockpool::operations {
namespace {

constexpr std::int64_t kMaxLength = 2048;

struct Limits {
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;

  bool AreCrossed() const { return min && max && *min > *max; }
};

std::optional<std::int64_t> ToInteger(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> ReadLimit(const std::optional<std::string>& text, const std::string& attribute, std::string_view structure) {
  const auto limit = text ? ToInteger(*text) : std::nullopt;
  if (text && !limit) {
    throw api::InvalidParameterException("Invalid " + std::string(structure) + " for schema attribute " + attribute);
  }
  return limit;
}

void Check(const api::StringAttributeConstraintsType& constraints, const std::string& attribute) {
  constexpr std::string_view kStructure = "StringAttributeConstraints";
  const Limits limits{ReadLimit(constraints.MinLength, attribute, kStructure), ReadLimit(constraints.MaxLength, attribute, kStructure)};
  for (const auto& length : {limits.min, limits.max}) {
    if (length && *length < 0) {
      throw api::InvalidParameterException("Invalid " + std::string(kStructure) + " for schema attribute " + attribute);
    }
    if (length && *length > kMaxLength) {
      throw api::InvalidParameterException("user." + attribute + ": String attributes cannot have a length of more than 2048");
    }
  }
  if (limits.AreCrossed()) {
    throw api::InvalidParameterException("Attribute " + attribute + " cannot have a max length shorter than it's min length");
  }
}

// Assumed: that a number's limits may be negative but not fractional.
void Check(const api::NumberAttributeConstraintsType& constraints, const std::string& attribute) {
  constexpr std::string_view kStructure = "NumberAttributeConstraints";
  const Limits limits{ReadLimit(constraints.MinValue, attribute, kStructure), ReadLimit(constraints.MaxValue, attribute, kStructure)};
  if (limits.AreCrossed()) {
    throw api::InvalidParameterException("Attribute " + attribute + " cannot have a max value smaller than it's min value");
  }
}

// Assumed: an empty structure counts as none, so that a standard attribute keeps its own.
template <class Constraints>
void Take(std::optional<Constraints>& constraints, const std::optional<Constraints>& submitted, const std::string& attribute) {
  if (submitted && submitted != Constraints{}) {
    Check(*submitted, attribute);
    constraints = submitted;
  }
}

}  // namespace

void TakeConstraints(api::SchemaAttributeType& attribute, const api::SchemaAttributeType& submitted) {
  if (attribute.AttributeDataType == api::AttributeDataType::String) {
    Take(attribute.StringAttributeConstraints, submitted.StringAttributeConstraints, *attribute.Name);
  } else if (attribute.AttributeDataType == api::AttributeDataType::Number) {
    Take(attribute.NumberAttributeConstraints, submitted.NumberAttributeConstraints, *attribute.Name);
  }
}

}  // namespace rockpool::operations
