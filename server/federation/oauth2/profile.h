// What a provider says of a person beside the ID token: at its profile address, to whoever has the access token.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "server/federation/claims.h"
#include "server/federation/oauth2/asking.h"
#include "server/federation/oauth2/dialect.h"

namespace rockpool::federation {

// The claims that the provider's AttributeMapping names, `username`'s included.
std::set<std::string_view> MappedClaims(const identity_providers::ProviderInUse& provider);

// Adds the claims of the profile that the ID token has not told, and the subject where there is no ID token, or nothing where there is
// nothing to ask for. Waits. A profile that cannot be had is no error, unless it alone says who it is. Throws Refusal for that, and where
// it is somebody else's than the ID token.
void AddProfile(const Asking& asking, const Dialect& dialect, const std::string& profile_url, const std::string& access_token,
                Claims& claims);

}  // namespace rockpool::federation
