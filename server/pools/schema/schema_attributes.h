// The attributes of a new pool: the standard ones as the request redeclares them, then its custom ones.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "server/api/types.h"

namespace rockpool::pools {

// `submitted` is the request's Schema. Throws api::InvalidParameterException for what AWS refuses in one.
std::vector<api::SchemaAttributeType> SchemaOfNewPool(std::span<const api::SchemaAttributeType> submitted);

// Appends the submitted attributes, all of them custom, to the schema of a pool. Throws api::InvalidParameterException for what AWS refuses
// in one, and for a name that the schema has.
void AppendCustomAttributes(std::vector<api::SchemaAttributeType>& schema, std::span<const api::SchemaAttributeType> submitted);

// Whether the schema has custom attributes of all those names.
bool HasCustomAttributes(const std::vector<api::SchemaAttributeType>& schema, std::span<const api::SchemaAttributeType> submitted);

// How many of the schema's attributes are custom.
std::size_t CountCustomAttributes(std::span<const api::SchemaAttributeType> schema);

}  // namespace rockpool::pools
