#include "server/pools/schema/schema_attributes.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/api/service_exception.h"

namespace rockpool::pools {
namespace {

using Schema = std::vector<api::SchemaAttributeType>;

api::SchemaAttributeType* Find(Schema& schema, std::string_view name) {
  const auto found = std::ranges::find_if(schema, [name](const api::SchemaAttributeType& attribute) { return attribute.Name == name; });
  return found == schema.end() ? nullptr : &*found;
}

void Redeclare(api::SchemaAttributeType& standard, const api::SchemaAttributeType& submitted) {
  const bool retyped = submitted.AttributeDataType && submitted.AttributeDataType != standard.AttributeDataType;
  if (retyped || submitted.DeveloperOnlyAttribute.value_or(false)) {
    throw api::InvalidParameterException(
        "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute " + *standard.Name);
  }
  standard.Mutable = submitted.Mutable ? submitted.Mutable : standard.Mutable;
  standard.Required = submitted.Required ? submitted.Required : standard.Required;
  // Without its type AWS passes over an attribute's constraints (moto's authors saw it).
  if (submitted.AttributeDataType) {
    TakeConstraints(standard, submitted);
  }
}

// Requires: it has a name.
std::string NameOfCustom(const api::SchemaAttributeType& submitted) {
  return (submitted.DeveloperOnlyAttribute.value_or(false) ? "dev:custom:" : "custom:") + *submitted.Name;
}

api::SchemaAttributeType Custom(const api::SchemaAttributeType& submitted) {
  if (!submitted.AttributeDataType) {
    throw api::InvalidParameterException("Invalid AttributeDataType input, consider using the provided AttributeDataType enum.");
  }
  if (submitted.Required.value_or(false)) {
    throw api::InvalidParameterException("Required custom attributes are not supported currently.");
  }
  api::SchemaAttributeType attribute;
  attribute.DeveloperOnlyAttribute = submitted.DeveloperOnlyAttribute.value_or(false);
  attribute.Name = NameOfCustom(submitted);
  attribute.AttributeDataType = submitted.AttributeDataType;
  attribute.Mutable = submitted.Mutable.value_or(true);
  attribute.Required = false;
  // Assumed: that numbers without constraints show an empty structure as strings do.
  if (attribute.AttributeDataType == api::AttributeDataType::String) {
    attribute.StringAttributeConstraints.emplace();
  } else if (attribute.AttributeDataType == api::AttributeDataType::Number) {
    attribute.NumberAttributeConstraints.emplace();
  }
  TakeConstraints(attribute, submitted);
  return attribute;
}

void RequireName(const api::SchemaAttributeType& submitted, std::string_view list, std::size_t index) {
  if (!submitted.Name) {
    // Assumed: the model lets it pass, but an attribute without a name makes no sense.
    throw api::InvalidParameterException(
        api::ViolationText("null", std::string(list) + "." + std::to_string(index + 1) + ".member.name", "Member must not be null"));
  }
}

}  // namespace

std::vector<api::SchemaAttributeType> SchemaOfNewPool(std::span<const api::SchemaAttributeType> submitted) {
  Schema schema = StandardAttributes();
  Schema custom;
  std::set<std::string> names;
  for (std::size_t i = 0; i < submitted.size(); ++i) {
    RequireName(submitted[i], "schema", i);
    api::SchemaAttributeType* attribute = Find(schema, *submitted[i].Name);
    if (attribute != nullptr) {
      Redeclare(*attribute, submitted[i]);
    } else {
      attribute = &custom.emplace_back(Custom(submitted[i]));
    }
    if (!names.insert(*attribute->Name).second) {
      // Assumed: that a standard attribute may not be there twice either, and in the same words.
      throw api::InvalidParameterException("Duplicate custom attribute names " + *attribute->Name +
                                           " are not allowed in a user pool schema.");
    }
  }
  schema.insert(schema.end(), custom.begin(), custom.end());
  return schema;
}

void AppendCustomAttributes(Schema& schema, std::span<const api::SchemaAttributeType> submitted) {
  for (std::size_t i = 0; i < submitted.size(); ++i) {
    RequireName(submitted[i], "customAttributes", i);
    const api::SchemaAttributeType attribute = Custom(submitted[i]);
    if (Find(schema, *attribute.Name) != nullptr) {
      throw api::InvalidParameterException("custom:" + *submitted[i].Name + ": Existing attribute already has name " + *attribute.Name +
                                           ".");
    }
    schema.push_back(attribute);
  }
}

bool HasCustomAttributes(const Schema& schema, std::span<const api::SchemaAttributeType> submitted) {
  return std::ranges::all_of(submitted, [&](const api::SchemaAttributeType& attribute) {
    return attribute.Name && std::ranges::find(schema, NameOfCustom(attribute), &api::SchemaAttributeType::Name) != schema.end();
  });
}

std::size_t CountCustomAttributes(std::span<const api::SchemaAttributeType> schema) { return schema.size() - StandardAttributes().size(); }

}  // namespace rockpool::pools
