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

// The constraints of one schema attribute: lengths of texts, ranges of numbers. What a value must be to satisfy them is not known here.

// Puts the submitted constraints in the place of those that `attribute` has, if there are any for its type; those for another type are
// passed over. Throws api::InvalidParameterException for constraints that no value can be held to. Requires: `attribute` is whole but for
// its constraints.
void TakeConstraints(api::SchemaAttributeType& attribute, const api::SchemaAttributeType& submitted);

// The attributes that every pool has, whatever its request says.

// All of them, in AWS's order.
const std::vector<api::SchemaAttributeType>& StandardAttributes();

}  // namespace rockpool::pools
