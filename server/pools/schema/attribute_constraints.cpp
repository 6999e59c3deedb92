#include <algorithm>
#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/pools/schema/schema_attributes.h"

namespace rockpool::pools {
namespace {

constexpr std::int64_t kMaxLength = 2048;

// A whole number of any size that a constraint may have.
struct Number {
  bool negative = false;
  std::string_view digits;  // without leading zeros; none for zero

  std::strong_ordering operator<=>(const Number& other) const {
    if (negative != other.negative) {
      return negative ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    const Number& left = negative ? other : *this;
    const Number& right = negative ? *this : other;
    const auto by_length = left.digits.size() <=> right.digits.size();
    return std::is_neq(by_length) ? by_length : left.digits <=> right.digits;
  }
};

// Documented: MaxValue is at most 2^1023, which has 308 digits. Assumed: that the first number of 309 digits is too large, and MinValue
// alike.
std::optional<Number> ToNumber(std::string_view text) {
  constexpr std::size_t kMostDigits = 308;
  const bool signed_text = text.starts_with('-');
  std::string_view digits = text.substr(signed_text ? 1 : 0);
  if (digits.empty() || digits.size() > kMostDigits || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return Number{signed_text && !digits.empty(), digits};
}

std::optional<std::int64_t> ToInteger(std::string_view text) {
  constexpr std::size_t kMostCharacters = 8;  // zeros in front are kept as they come
  if (text.size() > kMostCharacters) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

[[noreturn]] void ThrowInvalid(std::string_view structure, const std::string& attribute) {
  throw api::InvalidParameterException("Invalid " + std::string(structure) + " for schema attribute " + attribute);
}

std::optional<std::int64_t> ReadLength(const std::optional<std::string>& text, const std::string& attribute) {
  const auto limit = text ? ToInteger(*text) : std::nullopt;
  if (text && (!limit || *limit < 0)) {
    ThrowInvalid("StringAttributeConstraints", attribute);
  }
  return limit;
}

void Check(const api::StringAttributeConstraintsType& constraints, const std::string& attribute) {
  const auto min = ReadLength(constraints.MinLength, attribute);
  const auto max = ReadLength(constraints.MaxLength, attribute);
  if (min > kMaxLength || max > kMaxLength) {
    throw api::InvalidParameterException("user." + attribute + ": String attributes cannot have a length of more than 2048");
  }
  if (min && max && *min > *max) {
    throw api::InvalidParameterException("Attribute " + attribute + " cannot have a max length shorter than it's min length");
  }
}

// Assumed: that a number's limits may be negative but not fractional.
void Check(const api::NumberAttributeConstraintsType& constraints, const std::string& attribute) {
  const auto min = constraints.MinValue ? ToNumber(*constraints.MinValue) : std::nullopt;
  const auto max = constraints.MaxValue ? ToNumber(*constraints.MaxValue) : std::nullopt;
  if ((constraints.MinValue && !min) || (constraints.MaxValue && !max)) {
    ThrowInvalid("NumberAttributeConstraints", attribute);
  }
  if (min && max && *min > *max) {
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

}  // namespace rockpool::pools
