// ID tokens of stand-ins, good ones and those that are wrong on purpose.
#pragma once

#include <optional>
#include <string>

#include "server/federation/stand_ins/faults.h"
#include "server/federation/stand_ins/traffic.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"

namespace rockpool::federation {

// Who the provider says it is in its tokens: its oidc_issuer.
std::string IssuerOfStandIn(const identity_providers::ProviderInUse& provider);

// Whether a provider of the type answers an ID token at all.
bool HasIdToken(const identity_providers::ProviderInUse& provider);

// RS256 with the stand-in's key, for what was granted. Times are wall time's, as real peers' are. A claim of the identity counts before
// what the stand-in would say itself, so a test can have any token. Takes milliseconds; outside of transactions.
std::string IdTokenFor(const world::World& world, const identity_providers::ProviderInUse& provider, const Grant& grant,
                       const std::optional<Wrong>& wrong);

}  // namespace rockpool::federation
