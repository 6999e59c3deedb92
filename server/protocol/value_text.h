// Values as validation texts show them: the way Java prints them.
#pragma once

#include <string>

#include "server/api/json.h"
#include "server/api/operation.h"

namespace rockpool::protocol {

// `abc`, `[a, b]`, `{key=value, other=value}`, `SchemaAttributeType(name=abc, mutable=null)` with all members in the model's order
// (recorded, badmintoncryer/cdk-preflight, 2026-09). Long lists break off with `...`. Requires: the value has the shape's JSON type. What
// is sensitive inside is masked.
std::string ValueText(const api::Shape& shape, const api::JsonValue& value);

}  // namespace rockpool::protocol
