#include "tests/operations/user_pools/drawn_pool_parts.h"

namespace rockpool::support {
namespace {

std::string DrawLimits(DrawnSettings& drawn, const std::string& type) {
  DrawnObject limits(drawn);
  const bool is_number = type == "Number";
  const int least = drawn.Number(is_number ? -1000 : 0, 100);
  limits.PerhapsText(is_number ? "MinValue" : "MinLength", std::to_string(least));
  limits.PerhapsText(is_number ? "MaxValue" : "MaxLength", std::to_string(drawn.Number(least, 2048)));
  return limits.Json();
}

// The type, and how its values are limited.
void DrawType(DrawnSettings& drawn, const std::string& type, DrawnObject& attribute) {
  attribute.SetText("AttributeDataType", type);
  if (type == "String" || type == "Number") {
    attribute.Perhaps(type + "AttributeConstraints", DrawLimits(drawn, type));
  }
}

std::string DrawStandard(DrawnSettings& drawn, const std::string& name, const std::string& type) {
  DrawnObject attribute(drawn);
  attribute.SetText("Name", name);
  attribute.Perhaps("Required", drawn.Flag());
  attribute.Perhaps("Mutable", drawn.Flag());
  if (drawn.Coin()) {
    DrawType(drawn, type, attribute);
  }
  return attribute.Json();
}

std::string DrawCustom(DrawnSettings& drawn, const std::string& name) {
  DrawnObject attribute(drawn);
  attribute.SetText("Name", name);
  attribute.Perhaps("Required", "false");
  attribute.Perhaps("Mutable", drawn.Flag());
  attribute.Perhaps("DeveloperOnlyAttribute", drawn.Flag());
  DrawType(drawn, drawn.OneOf("String Number DateTime Boolean"), attribute);
  return attribute.Json();
}

}  // namespace

std::string DrawSchema(DrawnSettings& drawn) {
  std::string schema = DrawStandard(drawn, "email", "String");
  for (const char* name : {"updated_at", "phone_number", "given_name"}) {
    if (drawn.Coin()) {
      schema.append(",").append(DrawStandard(drawn, name, name == std::string_view("updated_at") ? "Number" : "String"));
    }
  }
  for (int number = drawn.Number(0, 5); number > 0; --number) {
    schema.append(",").append(DrawCustom(drawn, drawn.OneOf("team \u00dcbersicht a:b custom:") + std::to_string(number)));
  }
  return "[" + schema + "]";
}

}  // namespace rockpool::support
