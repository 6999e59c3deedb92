// Checks a request against the model before anything reads it.
#pragma once

#include <cstddef>

#include "server/api/json.h"
#include "server/api/operation.h"

namespace rockpool::protocol {

// Assumed: bounds, so that a small request cannot ask for an answer of many times its size, nor for much work. Of a list that is too long
// this many elements past its maximum are still looked at, over all such lists of the request together: enough for whoever gave a few too
// many to learn what else is wrong with them.
inline constexpr std::size_t kMaxViolations = 100;
inline constexpr std::size_t kMaxElementsPastMaximum = 1000;

// What a validation did, for tests that hold its cost to a bound.
struct ValidationWork {
  std::size_t values = 0;  // asked for the constraints that they break
  std::size_t texts = 0;   // written of a violation
};

// Throws SerializationException for the first value of a wrong JSON type; otherwise one api::InvalidParameterException that lists, in
// AWS's words, all constraints that are broken, within the bounds above. Members that the model has not are ignored. Adds to `work` if it
// is not null.
void Validate(const api::Shape& input, const api::JsonValue& request, ValidationWork* work = nullptr);

}  // namespace rockpool::protocol
