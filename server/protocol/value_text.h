// Values as validation texts show them: the way Java prints them.
#pragma once

#include <string>

#include "server/api/json.h"
#include "server/api/shape.h"

namespace rockpool::protocol {

// `abc`, `[a, b]`, `{key=value, other=value}`. Requires: the value has the shape's JSON type. What is sensitive inside is masked.
std::string ValueText(const api::Shape& shape, const api::JsonValue& value);

}  // namespace rockpool::protocol
