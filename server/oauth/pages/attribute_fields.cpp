#include "server/oauth/pages/attribute_fields.h"

#include <utility>

#include "server/oauth/pages/look.h"

namespace rockpool::oauth {
namespace {

std::string FieldOf(const std::string& name) { return "requiredAttributes[" + name + "]"; }

}  // namespace

void AddAttributeFields(const Visit& visit, const std::vector<std::string>& names, pages::Values& values) {
  for (const std::string& name : names) {
    AddRequiredAttribute(values, name, visit.KeptField(FieldOf(name), kMaxAttribute));
  }
}

std::vector<api::AttributeType> AttributesInForm(const Visit& visit, const std::vector<std::string>& names) {
  std::vector<api::AttributeType> attributes;
  for (const std::string& name : names) {
    if (std::string value = visit.Field(FieldOf(name), kMaxAttribute); !value.empty()) {
      attributes.push_back({name, std::move(value)});
    }
  }
  return attributes;
}

}  // namespace rockpool::oauth
