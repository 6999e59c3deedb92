// What Apple alone does: a client secret that is a token, and names that come once, beside the code.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/federation/claims.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/util/clock.h"

namespace rockpool::federation {

// A JSON Web Token of five minutes, signed by the provider's private_key with ES256 (Apple's documentation, "Creating a client secret").
// `now` is wall time. nullopt if the key is none.
std::optional<std::string> AppleClientSecret(const identity_providers::ProviderInUse& provider, util::EpochMillis now);

// firstName, lastName and name out of the form's `user`, which may be anything. Not the e-mail address in it: the browser could have
// written any, and the ID token has the true one.
void AddAppleNames(std::string_view user, Claims& claims);

}  // namespace rockpool::federation
