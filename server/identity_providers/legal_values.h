// What a single value of ProviderDetails may be.
#pragma once

#include <string>

#include "server/identity_providers/provider_type.h"
#include "server/identity_providers/settings.h"

namespace rockpool::identity_providers {

// Throws api::InvalidParameterException if the rule's key may not have the value, which is not empty.
void CheckValue(const ProviderType& type, const KeyRule& rule, const std::string& value, const Settings& settings);

}  // namespace rockpool::identity_providers
