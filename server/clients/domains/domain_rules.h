// What is refused of a domain although the model lets it pass. Each throws api::InvalidParameterException in AWS's words unless it says
// otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/api/types.h"
#include "server/world/caller.h"

namespace rockpool::clients {

// The name of a new domain, which is a custom one if it comes with a configuration, else a prefix.
void CheckDomainName(std::string_view domain, bool is_custom);

// The certificate of a custom domain.
void CheckCertificate(const world::Caller& caller, const api::CustomDomainConfigType& config);

// Throws api::FeatureUnavailableInTierException too, for a version that the pool's tier has not.
void CheckManagedLoginVersion(const std::optional<std::int32_t>& version, const api::UserPoolType& pool);

void CheckRouting(const std::optional<api::RoutingType>& routing, bool is_custom);

}  // namespace rockpool::clients
