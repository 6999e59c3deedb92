// Which JSON types the service takes for which shape.
#pragma once

#include "server/api/json.h"
#include "server/api/operation.h"

namespace rockpool::protocol {

// Throws SerializationException, in the words of AWS's parser, for the first value, `value` itself or one inside it, whose JSON type is not
// one that its shape is read from. Numbers and booleans are read from strings too; null is read as absent; members that the model has not
// are passed over.
void CheckJsonTypes(const api::Shape& shape, const api::JsonValue& value);

}  // namespace rockpool::protocol
