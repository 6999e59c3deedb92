#include "server/identity_providers/acr_mapping.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "server/api/errors.h"
#include "server/pools/acr_levels.h"
#include "server/util/strings.h"

namespace rockpool::identity_providers {
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
