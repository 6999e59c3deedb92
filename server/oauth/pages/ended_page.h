// The page for who comes too late.
#pragma once

#include "server/http/message.h"
#include "server/oauth/authorization_request.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// Documented: that something went wrong, five minutes after a sign-in began. HTTP 400, with a link to the sign-in page.
http::Response ShowEnded(const Exchange& exchange, const AuthorizationRequest& request);

}  // namespace rockpool::oauth
