// How the workbench reads JSON that it is sent, and refuses it: one way for all endpoints that people and tests set something by.
#pragma once

#include <string>
#include <string_view>

#include "server/api/json.h"

namespace rockpool::workbench {

// Throws api::InvalidParameterException.
[[noreturn]] void Refuse(const std::string& message);

// False for what is no JSON. Of members with one name the last one is left, as AWS has it.
bool Parse(std::string_view json, rapidjson::Document& document);

// The same for an object; refuses all else.
void ParseObject(std::string_view json, rapidjson::Document& document);

// The member `claims` of a person at a stand-in, as compact JSON. Refuses what is no object, or too large.
std::string ClaimsIn(const api::JsonValue& value);

}  // namespace rockpool::workbench
