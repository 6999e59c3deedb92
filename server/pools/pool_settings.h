// From a request to the settings that a pool keeps: what was sent, defaults where nothing was, and members that AWS fills from others.
#pragma once

#include "server/api/types.h"

namespace rockpool::pools {

// Sets all that both CreateUserPool and UpdateUserPool can set, and nothing else. `Request` is the request of either. Requires: the rules
// of pool_rules.h hold.
template <class Request>
void TakeSettings(api::UserPoolType& pool, const Request& request);

}  // namespace rockpool::pools
