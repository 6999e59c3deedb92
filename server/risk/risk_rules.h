// What the operations on risk configurations refuse although the model lets it pass.
#pragma once

#include <string_view>

#include "server/api/types.h"

namespace rockpool::risk {

// Throws api::UserPoolAddOnNotEnabledException if the pool's threat protection is off.
void RequireThreatProtection(const api::UserPoolType& pool);

// Addresses are ranges, and who is to notify has what it takes. Throws api::InvalidParameterException. `region` is the pool's.
void CheckRiskConfiguration(const api::SetRiskConfigurationRequest& request, std::string_view region);

}  // namespace rockpool::risk
