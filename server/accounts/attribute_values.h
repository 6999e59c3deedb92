// What a single value of an attribute must look like, whoever writes it.
#pragma once

#include <string>
#include <string_view>

#include "server/api/types.h"

namespace rockpool::accounts {

// Throws api::InvalidParameterException `Invalid email address format.` or `Invalid phone number format.` for a value of "email" or
// "phone_number" that AWS refuses; other attributes have no form of their own.
void CheckForm(std::string_view attribute, std::string_view value);

// What the value breaks of the attribute's type and constraints, in AWS's words; empty if nothing.
std::string BrokenConstraint(const api::SchemaAttributeType& attribute, std::string_view value);

}  // namespace rockpool::accounts
