// Which authentication levels an OIDC provider's ACR values stand for.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/identity_providers/provider_type.h"

namespace rockpool::identity_providers {

// From Level1..Level4 to the provider's ACR value.
using AcrMapping = std::map<std::string, std::string, std::less<>>;

// The mapping after a Create (`stored` is nullopt) or an Update: the submitted one, or the stored one where the request leaves it out.
// nullopt: the provider never had one, and answers do not show it. Throws api::InvalidParameterException for a submitted mapping of a
// provider that is not OIDC, or of another level.
std::optional<AcrMapping> AcrMappingAfter(const ProviderType& type, const std::optional<AcrMapping>& stored,
                                          const std::optional<AcrMapping>& submitted);

}  // namespace rockpool::identity_providers
