// Which level of authentication somebody has reached at a provider.
#pragma once

#include <string>
#include <vector>

#include "server/federation/claims.h"
#include "server/identity_providers/provider_in_use.h"

namespace rockpool::federation {

struct ReachedLevel {
  int level = 1;  // 1 to 4
  // `fed`, and behind it those of the ID token's `amr` that Cognito knows by the same names. Documented is `fed` where there is none.
  // Assumed: it stands beside others too, so that what was proved elsewhere is not taken for what was proved to the pool.
  std::vector<std::string> methods;
};

// By the `acr` of the provider's ID token, as its AcrMapping has it. Documented: what is not mapped counts as the lowest level. Assumed: so
// do an ID token without `acr`, and a provider that has no mapping; of two levels of one name the lower one counts. Looks at what the
// provider has said itself, and not at what a function has made of it.
ReachedLevel LevelOf(const identity_providers::ProviderInUse& provider, const Claims& claims);

}  // namespace rockpool::federation
