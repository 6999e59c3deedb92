// The constraints of one schema attribute: lengths of texts, ranges of numbers. What a value must be to satisfy them is not known here.
#pragma once

#include "server/api/types.h"

namespace rockpool::pools {

// Puts the submitted constraints in the place of those that `attribute` has, if there are any for its type; those for another type are
// passed over. Throws api::InvalidParameterException for constraints that no value can be held to. Requires: `attribute` is whole but for
// its constraints.
void TakeConstraints(api::SchemaAttributeType& attribute, const api::SchemaAttributeType& submitted);

}  // namespace rockpool::pools
