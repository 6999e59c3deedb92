// What a pool's tier has, asked by what is configured beside the pool.
#pragma once

#include <string_view>

#include "server/api/types.h"

namespace rockpool::operations {

// Throws api::FeatureUnavailableInTierException if the pool's tier is below `least`. `feature` is called so in the text.
void RequireTier(const api::UserPoolType& pool, api::UserPoolTierType least, std::string_view feature);

}  // namespace rockpool::operations
