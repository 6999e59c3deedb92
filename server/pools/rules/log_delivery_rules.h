// What SetLogDeliveryConfiguration refuses although the model lets it pass.
#pragma once

#include <span>

#include "server/api/types.h"
#include "server/world/caller.h"

namespace rockpool::pools {

// Each event source once, with its level, and with one destination that it can have in the caller's account and region. Throws
// api::InvalidParameterException.
void CheckLogConfigurations(const world::Caller& caller, std::span<const api::LogConfigurationType> configurations);

// Throws api::FeatureUnavailableInTierException if one of them needs more than the pool's tier.
void CheckLogTier(std::span<const api::LogConfigurationType> configurations, const api::UserPoolType& pool);

}  // namespace rockpool::pools
