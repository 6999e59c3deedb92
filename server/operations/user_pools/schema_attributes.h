// The attributes of a new pool: the standard ones as the request redeclares them, then its custom ones.
#pragma once

#include <span>
#include <vector>

#include "server/api/types.h"

namespace rockpool::operations {

// `submitted` is the request's Schema. Throws api::InvalidParameterException for what AWS refuses in one.
std::vector<api::SchemaAttributeType> SchemaOfNewPool(std::span<const api::SchemaAttributeType> submitted);

}  // namespace rockpool::operations
