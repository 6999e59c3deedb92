// Which name fits which provider type. The characters of a name are the model's affair and were checked before.
#pragma once

#include <string_view>

#include "server/identity_providers/provider_type.h"

namespace rockpool::identity_providers {

// A social provider is called as its type; no other one is called as a social type, or COGNITO, which stands for the pool's own users.
// Case counts. Throws api::InvalidParameterException.
void CheckName(const ProviderType& type, std::string_view name);

}  // namespace rockpool::identity_providers
