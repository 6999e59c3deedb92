// What may be in a style of managed login although the model lets it pass. Looks at up to two megabytes: not for a transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/api/types.h"

namespace rockpool::clients {

using Assets = std::vector<api::AssetType>;

// What is wrong with what a request says of a style; nullopt if nothing.
std::optional<std::string> FaultOfStyle(const std::optional<bool>& use_cognito_provided_values,
                                        const std::optional<api::Document>& settings, const std::optional<Assets>& assets);

}  // namespace rockpool::clients
