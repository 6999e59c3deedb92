// Checks a request against the model before anything reads it.
#pragma once

#include "server/api/json.h"
#include "server/api/shape.h"

namespace rockpool::protocol {

// Throws SerializationException for the first value of a wrong JSON type; otherwise one api::InvalidParameterException that lists, in
// AWS's words, all constraints that are broken (at most kMaxViolations of them). Members that the model has not are ignored.
void Validate(const api::Shape& input, const api::JsonValue& request);

// Assumed: a bound, so that a small request cannot ask for an answer of many times its size.
inline constexpr std::size_t kMaxViolations = 100;

}  // namespace rockpool::protocol
