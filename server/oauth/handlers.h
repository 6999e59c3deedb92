// The handlers of all endpoints and pages, so that mount.cpp need not stand on the families that define them. `mount.cpp` says of each
// where it is mounted and where it runs.
#pragma once

#include "server/http/message.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// endpoints/
http::Response Authorize(const Exchange& exchange);
http::Response Logout(const Exchange& exchange);
http::Response ShowError(const Exchange& exchange);

}  // namespace rockpool::oauth
