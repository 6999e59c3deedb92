// The level that a sign-in by USER_AUTH is to reach: TARGET_ACR_VALUES, ACCESS_TOKEN and MAX_AGE among its parameters.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "server/pools/pool_in_use.h"
#include "server/sign_in/levels.h"
#include "server/sign_in/step.h"

namespace rockpool::sign_in {

struct Target {
  std::vector<int> levels;  // the first that the user can reach is taken; empty: none is asked for
  Methods proved{};         // what an access token or a browser's session proves: it counts, and is not asked again
  std::optional<std::int64_t> holder = std::nullopt;  // the number of the user whose it is
};

// Reads the store and may verify a signature: not inside a transaction. Throws, in this order, api::InvalidParameterException for a token
// without a target, api::FeatureUnavailableInTierException in a pool of the LITE tier, api::InvalidParameterException where no level of the
// pool is named and for a MAX_AGE that is no number of seconds, and api::NotAuthorizedException `Invalid Access Token` for one that is
// not good, or not of the client.
Target ReadTarget(Call& call, const Parameters& parameters);

// What the subject can be asked for in the pool.
Reach ReachOf(const pools::PoolInUse& pool, const Subject& subject);

// Whether what counts already is the first level that the subject can reach, or more.
bool IsReached(const Call& call, const Subject& subject, const Target& target);

// Gives a sign-in that begins its level, what counts already, and the first factors that lead there; where none is needed any more, the
// first factor is taken for proved. On the pages of an app client without ALLOW_USER_AUTH that is the password alone. Throws
// api::NotAuthorizedException `Invalid Access Token` for another user's, and api::InvalidParameterException where no level can be reached,
// and where the token is of the level or above it.
void AimAt(const Call& call, const Subject& subject, const Target& target, State& state);

[[noreturn]] void RefuseUnreachable();

}  // namespace rockpool::sign_in
