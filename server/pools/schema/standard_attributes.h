// The attributes that every pool has, whatever its request says.
#pragma once

#include <vector>

#include "server/api/types.h"

namespace rockpool::pools {

// All of them, in AWS's order.
const std::vector<api::SchemaAttributeType>& StandardAttributes();

}  // namespace rockpool::pools
