// Who a pool's tokens say has issued them: one function of the pool and the settings. It is fixed at a sign-in, and what comes of it keeps
// it.
#pragma once

#include <string>
#include <string_view>

#include "server/pools/pool_in_use.h"
#include "server/tokens/settings.h"

namespace rockpool::tokens {

// `request_origin` is scheme and host of the request, empty where they cannot be trusted: then the form is AWS's. No slash at the end.
std::string IssuerOf(const Settings& settings, const pools::PoolInUse& pool, std::string_view request_origin);

// The id of the pool that an issuer ends in, whatever its form; empty if it has none. What the pool has signed was issued by it, so all
// forms are taken back.
std::string_view PoolIdOfIssuer(std::string_view issuer);

}  // namespace rockpool::tokens
