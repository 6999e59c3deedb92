#include <string>
#include <string_view>

#include "server/pools/schema/schema_attributes.h"

namespace rockpool::pools {
namespace {

// AWS writes constraints as strings.
struct Length {
  std::string_view min;
  std::string_view max;
};
constexpr Length kAny{"0", "2048"};
constexpr Length kNotEmpty{"1", "2048"};
constexpr Length kDate{"10", "10"};

api::SchemaAttributeType Attribute(std::string_view name, api::AttributeDataType type) {
  api::SchemaAttributeType attribute;
  attribute.Name = name;
  attribute.AttributeDataType = type;
  attribute.DeveloperOnlyAttribute = false;
  attribute.Mutable = true;
  attribute.Required = false;
  return attribute;
}

api::SchemaAttributeType Text(std::string_view name, const Length& length = kAny) {
  auto attribute = Attribute(name, api::AttributeDataType::String);
  attribute.StringAttributeConstraints = {std::string(length.min), std::string(length.max)};
  return attribute;
}

api::SchemaAttributeType Flag(std::string_view name) { return Attribute(name, api::AttributeDataType::Boolean); }

api::SchemaAttributeType Subject() {
  auto attribute = Text("sub", kNotEmpty);
  attribute.Mutable = false;
  attribute.Required = true;
  return attribute;
}

api::SchemaAttributeType TimeOfUpdate() {
  auto attribute = Attribute("updated_at", api::AttributeDataType::Number);
  attribute.NumberAttributeConstraints = {"0", std::nullopt};
  return attribute;
}

}  // namespace

const std::vector<api::SchemaAttributeType>& StandardAttributes() {
  static const std::vector<api::SchemaAttributeType> attributes = {
      Subject(),
      Text("name"),
      Text("given_name"),
      Text("family_name"),
      Text("middle_name"),
      Text("nickname"),
      Text("preferred_username"),
      Text("profile"),
      Text("picture"),
      Text("website"),
      Text("email"),
      Flag("email_verified"),
      Text("gender"),
      Text("birthdate", kDate),
      Text("zoneinfo"),
      Text("locale"),
      Text("phone_number"),
      Flag("phone_number_verified"),
      Text("address"),
      TimeOfUpdate(),
  };
  return attributes;
}

}  // namespace rockpool::pools
