// Who a pool's tokens say has issued them: one function of the pool and the settings. It is fixed at a sign-in, and what comes of it keeps
// it.
#pragma once

#include <string>
#include <string_view>

#include "server/pools/pool_in_use.h"
#include "server/tokens/settings.h"
#include "server/world/caller.h"

namespace rockpool::tokens {

// Where the form follows the request and its host cannot be trusted, it is AWS's. Trusted are those of the settings and, where the caller
// has looked, a domain of the pool (`is_domain`). No slash at the end.
std::string IssuerOf(const Settings& settings, const pools::PoolInUse& pool, const world::Caller& caller, bool is_domain = false);

// The id of the pool that an issuer ends in, whatever its form; empty if it has none. What the pool has signed was issued by it, so all
// forms are taken back.
std::string_view PoolIdOfIssuer(std::string_view issuer);

}  // namespace rockpool::tokens
