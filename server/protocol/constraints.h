// The constraints that a shape puts on one value, in AWS's words.
#pragma once

#include <string>
#include <vector>

#include "server/api/json.h"
#include "server/api/shape.h"

namespace rockpool::protocol {

// The texts of those that the value breaks, e.g. "Member must have length less than or equal to 32". Requires: the value is not null and
// has the shape's JSON type. Does not look inside lists, maps and structures.
std::vector<std::string> BrokenConstraints(const api::Shape& shape, const api::JsonValue& value);

// All of the shape's constraints, "[..., ...]", as the error of a list or map names those of its elements.
std::string ConstraintList(const api::Shape& shape);

}  // namespace rockpool::protocol
