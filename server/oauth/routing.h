// Which replica of a pool a custom domain leads to.
#pragma once

#include <string>

#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// The region of the secondary replica that answers, as the Routing of the request's domain says, while the pool's own region is down
// (pools/replicas/down_regions.h); empty: the pool itself. A replica that is not ACTIVE answers nothing. Reads in a transaction of its own
// where some region is down, and else does nothing.
std::string ReplicaByRouting(const Exchange& exchange);

}  // namespace rockpool::oauth
