// The app client that a registration makes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/oauth/exchange.h"
#include "server/oauth/registration/client_metadata.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"

namespace rockpool::oauth {

struct Registered {
  std::string id;
  std::string secret;  // empty: a public client
  std::string name;
  std::vector<std::string> scopes;
  util::EpochMillis at = 0;
};

// Throws a JsonError unless the pool, as it is in the write, still lets this registration be. May run several times.
using CheckPool = std::function<void(const pools::PoolInUse& pool)>;

// Makes it, of ClientType DCR, in a write of its own. Requires: `check` throws unless RegistersClients(pool). Throws JsonError:
// `invalid_redirect_uri` for what the rules of callback URLs refuse; `invalid_client_metadata` for a scope that such clients may not have,
// for what other rules of app clients refuse, and where the pool has as many as its quota allows; `invalid_request`, a 404, if the pool was
// deleted meanwhile.
Registered Register(const Exchange& exchange, const pools::PoolInUse& pool, const ClientMetadata& metadata, const CheckPool& check);

}  // namespace rockpool::oauth
