#include "server/accounts/attribute_values.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>

#include "server/api/errors.h"
#include "server/util/strings.h"
#include "server/util/time_text.h"

namespace rockpool::accounts {
namespace {

// Assumed where exactly AWS draws these lines: an address has one @, a domain of two labels at least, and no blanks nor control characters;
// a phone number has a plus sign and up to fifteen digits (E.164).
constexpr const char* kEmailForm = R"([^\s@\x00-\x1f\x7f]{1,64}@[^\s@.\x00-\x1f\x7f]+(\.[^\s@.\x00-\x1f\x7f]+)+)";
constexpr const char* kPhoneNumberForm = R"(\+[1-9][0-9]{1,14})";

std::optional<double> NumberOf(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return is_number && std::isfinite(number) ? std::optional(number) : std::nullopt;  // "inf" and "nan" are read too
}

bool IsInteger(std::string_view text) { return !text.empty() && std::ranges::all_of(text, util::IsDigit); }

// With or without the time of day.
bool IsIsoDate(std::string_view text) { return util::ParseIsoTime(text) || util::ParseIsoTime(std::string(text) + "T00:00:00Z"); }

std::optional<std::size_t> LengthOf(const std::optional<std::string>& bound) {
  std::size_t length = 0;
  if (!bound || std::from_chars(bound->data(), bound->data() + bound->size(), length).ec != std::errc()) {
    return std::nullopt;
  }
  return length;
}

std::string BrokenLength(const std::optional<api::StringAttributeConstraintsType>& constraints, std::string_view value) {
  if (!constraints) {
    return {};
  }
  const std::size_t length = util::Utf16Length(value);
  if (const auto least = LengthOf(constraints->MinLength); least && length < *least) {
    return "String must be at least " + std::to_string(*least) + " characters long";
  }
  if (const auto most = LengthOf(constraints->MaxLength); most && length > *most) {
    return "String must be no longer than " + std::to_string(*most) + " characters";
  }
  return {};
}

std::string BrokenRange(const std::optional<api::NumberAttributeConstraintsType>& constraints, double number) {
  if (!constraints) {
    return {};
  }
  if (constraints->MinValue && !constraints->MinValue->empty() && number < NumberOf(*constraints->MinValue).value_or(number)) {
    return "Value must be greater than or equal to " + *constraints->MinValue;
  }
  if (constraints->MaxValue && !constraints->MaxValue->empty() && number > NumberOf(*constraints->MaxValue).value_or(number)) {
    return "Value must be less than or equal to " + *constraints->MaxValue;
  }
  return {};
}

std::string BrokenNumber(const api::SchemaAttributeType& attribute, std::string_view value) {
  if (attribute.Name == "updated_at" && !IsInteger(value)) {
    return "Value is not a valid number";
  }
  const std::optional<double> number = value.empty() ? std::nullopt : NumberOf(value);
  return number ? BrokenRange(attribute.NumberAttributeConstraints, *number) : "Value must be a number";
}

}  // namespace

void CheckForm(std::string_view attribute, std::string_view value) {
  static const re2::RE2 email_form(kEmailForm);
  static const re2::RE2 phone_number_form(kPhoneNumberForm);
  if (attribute == "email" && !re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), email_form)) {
    throw api::InvalidParameterException("Invalid email address format.");
  }
  if (attribute == "phone_number" && !re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), phone_number_form)) {
    throw api::InvalidParameterException("Invalid phone number format.");
  }
}

// Assumed, all texts but the one of what is too short: the rules are documented.
std::string BrokenConstraint(const api::SchemaAttributeType& attribute, std::string_view value) {
  switch (attribute.AttributeDataType.value_or(api::AttributeDataType::String)) {
    case api::AttributeDataType::String:
      return BrokenLength(attribute.StringAttributeConstraints, value);
    case api::AttributeDataType::Number:
      return BrokenNumber(attribute, value);
    case api::AttributeDataType::Boolean: {
      const std::string folded = util::LowerCase(value);
      return folded == "true" || folded == "false" ? "" : "Value is not a valid boolean";
    }
    case api::AttributeDataType::DateTime:
      return IsInteger(value) || IsIsoDate(value) ? "" : "Value is not a valid date";
  }
  return {};
}

}  // namespace rockpool::accounts
