// How the workbench reads JSON that it is sent, and refuses it: one way for all endpoints that people and tests set something by.
#pragma once

#include <cstdint>
#include <functional>
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

// Takes its members one after another; they are gone when this returns.
using TakeMember = std::function<void(std::string_view name, const api::JsonValue& value)>;
void ReadObject(std::string_view json, const TakeMember& take);

// The values of members. Refuse what is no text, or no whole number from 0 on.
std::string TextMember(const api::JsonValue& value, std::string_view name);
std::uint32_t NumberMember(const api::JsonValue& value, std::string_view name);

// An id in a query or a path, a whole number from 0 on; else refuses: `name` must be the id of `what`.
std::int64_t IdIn(std::string_view text, std::string_view name, std::string_view what);

// The member `claims` of a person at a stand-in, as compact JSON. Refuses what is no object, or too large.
std::string ClaimsIn(const api::JsonValue& value);

}  // namespace rockpool::workbench
