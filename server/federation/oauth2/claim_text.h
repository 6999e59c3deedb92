// Claims as JSON has them, and as the text that an attribute gets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/json.h"
#include "server/federation/claims.h"

namespace rockpool::federation {

// Reads a stranger's object of claims. False for what is none, for a name that is given twice (RFC 7519, 4: which of them counts is
// anybody's guess), and for a name or text with a NUL. Nothing is said of what lies deeper.
bool ParseClaims(const std::string& json, rapidjson::Document& document);

// A string as it is, a boolean as "true" or "false", a number in decimal, all else as compact JSON. nullopt for null.
std::optional<std::string> ClaimText(const api::JsonValue& value);

// Requires: an object. nullptr if it has no such member.
const api::JsonValue* FindClaim(const api::JsonValue& claims, std::string_view name);

// The same for texts: nullopt if there is none, or it is something else.
std::optional<std::string_view> TextIn(const api::JsonValue& claims, std::string_view name);

// Who the claims say it is: a text as it is, a number in decimal; empty where it is neither, which names nobody.
std::string SubjectIn(const api::JsonValue& claims, std::string_view name);

// The members of an object with their values as JSON.
SaidMembers MembersOf(const api::JsonValue& object);

// All of them that `claims` has not got yet.
void AddClaims(const rapidjson::Document& document, Claims& claims);
void AddClaim(std::string_view name, const api::JsonValue& value, Claims& claims);

}  // namespace rockpool::federation
