// Which JSON types the service takes for which shape.
#pragma once

#include "server/api/json.h"
#include "server/api/shape.h"

namespace rockpool::protocol {

// Throws SerializationException, in the words of AWS's parser, if the value's JSON type is not one that the shape is read from. Numbers
// and booleans are read from strings too. Looks at the value alone, not inside it. Requires: the value is not null.
void CheckJsonType(const api::Shape& shape, const api::JsonValue& value);

}  // namespace rockpool::protocol
