// Tokens that an OAuth endpoint gives, as one more call in the trace of the sign-in that they end.
#pragma once

#include <functional>
#include <string_view>

#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/oauth/exchange.h"
#include "server/sign_in/trace.h"

namespace rockpool::oauth {

using TokenSource = std::function<api::AuthenticationResultType(sign_in::Trace& trace)>;

// What `issue` returns, which says whose they are in the trace. Shows them there shortened, and the trigger that was not called. What it
// throws goes on; OAuthError is a refusal to the trace.
api::AuthenticationResultType IssueTraced(const Exchange& exchange, std::string_view asked, const clients::ClientInUse& client,
                                          const TokenSource& issue);

}  // namespace rockpool::oauth
