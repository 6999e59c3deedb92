// What SetLogDeliveryConfiguration refuses although the model lets it pass.
#pragma once

#include <span>
#include <string_view>

#include "server/api/types.h"

namespace rockpool::operations {

// Each event source once, with its level, and with one destination that it can have in the pool's region. Throws
// api::InvalidParameterException.
void CheckLogConfigurations(std::span<const api::LogConfigurationType> configurations, std::string_view region);

// Throws api::FeatureUnavailableInTierException if one of them needs more than the pool's tier.
void CheckLogTier(std::span<const api::LogConfigurationType> configurations, const api::UserPoolType& pool);

}  // namespace rockpool::operations
