// The constraints that a shape puts on one value. Asking is apart from wording: most values are asked, few are ever told of.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>

#include "server/api/json.h"
#include "server/api/operation.h"

namespace rockpool::protocol {

// In the order in which the errors list them.
enum class Constraint : std::uint8_t { kMax, kMin, kPattern, kEnumeration };
inline constexpr std::size_t kConstraintKinds = 4;

using ConstraintSet = std::bitset<kConstraintKinds>;  // a bit for each Constraint

// Those that the value breaks; builds no text. Requires: the value is not null and has the shape's JSON type. Does not look inside lists,
// maps and structures.
ConstraintSet BrokenConstraints(const api::Shape& shape, const api::JsonValue& value);

// One of the shape's constraints in AWS's words, e.g. "Member must have length less than or equal to 32".
std::string ConstraintText(const api::Shape& shape, Constraint constraint);

// All of the shape's constraints, "[..., ...]", as the error of a list or map names those of its elements.
std::string ConstraintList(const api::Shape& shape);

}  // namespace rockpool::protocol
