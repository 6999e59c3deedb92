// What may be in a style of managed login although the model lets it pass.
#pragma once

#include <optional>
#include <vector>

#include "server/api/types.h"

namespace rockpool::operations {

// The members that CreateManagedLoginBranding and UpdateManagedLoginBranding have in common. Throws api::InvalidParameterException.
void CheckStyle(const std::optional<bool>& use_cognito_provided_values, const std::optional<api::Document>& settings,
                const std::optional<std::vector<api::AssetType>>& assets);

}  // namespace rockpool::operations
