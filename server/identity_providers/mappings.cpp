#include "server/identity_providers/mappings.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "server/api/errors.h"
#include "server/pools/acr_levels.h"
#include "server/util/strings.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::string_view kUsername = "username";

AttributeMapping WithUsername(const ProviderType& type, AttributeMapping mapping) {
  if (type.username_claim) mapping.try_emplace(std::string(kUsername), *type.username_claim);
  return mapping;
}

bool MayBeMapped(const ProviderType& type, std::string_view attribute, std::string_view claim,
                 std::span<const api::SchemaAttributeType> schema) {
  // Assumed: that AWS says it with the text of unknown attributes; the rule itself is documented.
  if (attribute == kUsername) return !type.username_claim || claim == *type.username_claim;
  // Assumed: that it has the same text. Who somebody is, is no provider's to say.
  if (IsFilledByPool(attribute)) return false;
  return std::ranges::any_of(schema, [attribute](const api::SchemaAttributeType& known) { return known.Name == attribute; });
}

}  // namespace

bool IsFilledByPool(std::string_view attribute) { return attribute == "sub" || attribute == "identities"; }

AttributeMapping MappingOnCreate(const ProviderType& type, const std::optional<AttributeMapping>& submitted) {
  if (!submitted) return WithUsername(type, {});
  if (submitted->empty()) return {};
  return WithUsername(type, *submitted);
}

AttributeMapping MappingOnUpdate(const ProviderType& type, const AttributeMapping& stored,
                                 const std::optional<AttributeMapping>& submitted) {
  // Assumed: that an update adds the default `username` to a mapping without one, as Create does.
  return submitted ? MappingOnCreate(type, submitted) : stored;
}

void CheckAttributeMapping(const ProviderType& type, const AttributeMapping& mapping, std::span<const api::SchemaAttributeType> schema) {
  std::vector<std::string_view> invalid;
  for (const auto& [attribute, claim] : mapping) {
    if (!MayBeMapped(type, attribute, claim, schema)) invalid.push_back(attribute);
  }
  if (!invalid.empty())
    throw api::InvalidParameterException("AttributeMapping contains invalid mapping: [" + util::Join(invalid, ", ") + "]");

  std::vector<std::string_view> missing;
  for (const api::SchemaAttributeType& attribute : schema) {
    // `sub` is required in every pool and filled by the pool itself.
    if (!attribute.Required.value_or(false) || !attribute.Name || attribute.Name == "sub") continue;
    if (!mapping.contains(*attribute.Name)) missing.push_back(*attribute.Name);
  }
  if (!missing.empty())
    throw api::InvalidParameterException("The attribute mapping is missing required attributes [" + util::Join(missing, ", ") + "]");
}

namespace {

// Assumed: both texts; nothing was found about how AWS refuses a mapping.
void Check(const ProviderType& type, const AcrMapping& mapping) {
  if (type.api_type != api::IdentityProviderTypeType::OIDC) {
    throw api::InvalidParameterException("AcrMapping is not supported for " + std::string(type.name) + " identity providers.");
  }
  std::vector<std::string_view> invalid;
  for (const auto& [level, value] : mapping) {
    if (std::ranges::find(pools::kAcrLevels, level) == pools::kAcrLevels.end()) invalid.push_back(level);
  }
  if (!invalid.empty()) throw api::InvalidParameterException("AcrMapping contains invalid levels: [" + util::Join(invalid, ", ") + "]");
}

}  // namespace

std::optional<AcrMapping> AcrMappingAfter(const ProviderType& type, const std::optional<AcrMapping>& stored,
                                          const std::optional<AcrMapping>& submitted) {
  if (!submitted) return stored;
  Check(type, *submitted);
  return submitted;
}

}  // namespace rockpool::identity_providers
