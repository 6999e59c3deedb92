// What the operations on risk configurations refuse although the model lets it pass.
#pragma once

#include "server/api/types.h"
#include "server/world/caller.h"

namespace rockpool::risk {

// Addresses are ranges, and who is to notify has what it takes. Throws api::InvalidParameterException, and api::NotAuthorizedException for
// a sender that is not the caller's.
void CheckRiskConfiguration(const api::SetRiskConfigurationRequest& request, const world::Caller& caller);

}  // namespace rockpool::risk
