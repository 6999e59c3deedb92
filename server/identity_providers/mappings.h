// Which attribute of the pool is filled from which claim of the provider: what a request makes of it, and what a pool allows.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/identity_providers/provider_type.h"

namespace rockpool::identity_providers {

// From attribute to claim.
using AttributeMapping = std::map<std::string, std::string, std::less<>>;

// Whether it is an attribute of every user that the pool alone fills: `sub` and `identities`. No mapping does.
bool IsFilledByPool(std::string_view attribute);

// Left out: the type's default `username` alone. Empty: empty. Given: with the default `username` unless it has one.
AttributeMapping MappingOnCreate(const ProviderType& type, const std::optional<AttributeMapping>& submitted);

// Left out: the stored one. Empty or given: as on Create, in place of the stored one.
AttributeMapping MappingOnUpdate(const ProviderType& type, const AttributeMapping& stored,
                                 const std::optional<AttributeMapping>& submitted);

// `schema` is the pool's, with custom attributes under their full names. Throws api::InvalidParameterException if the mapping fills
// something else than `username` or an attribute of the pool, or one that the pool fills, maps `username` to a claim that is not the
// type's, or leaves out an attribute that the pool requires.
void CheckAttributeMapping(const ProviderType& type, const AttributeMapping& mapping, std::span<const api::SchemaAttributeType> schema);

// Which authentication levels an OIDC provider's ACR values stand for.

// From Level1..Level4 to the provider's ACR value.
using AcrMapping = std::map<std::string, std::string, std::less<>>;

// The mapping after a Create (`stored` is nullopt) or an Update: the submitted one, or the stored one where the request leaves it out.
// nullopt: the provider never had one, and answers do not show it. Throws api::InvalidParameterException for a submitted mapping of a
// provider that is not OIDC, or of another level.
std::optional<AcrMapping> AcrMappingAfter(const ProviderType& type, const std::optional<AcrMapping>& stored,
                                          const std::optional<AcrMapping>& submitted);

}  // namespace rockpool::identity_providers
