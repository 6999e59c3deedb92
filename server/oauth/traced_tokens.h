// Tokens that an OAuth endpoint gives, as one more call in the trace of the sign-in that they end.
#pragma once

#include <functional>
#include <string_view>

#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/oauth/exchange.h"
#include "server/sign_in/trace.h"
#include "server/triggers/origin.h"

namespace rockpool::oauth {

using TokenSource = std::function<api::AuthenticationResultType(sign_in::Trace& trace)>;

// What `issue` returns, which says whose they are in the trace. Shows them there shortened. What it throws goes on; OAuthError is a refusal
// to the trace.
api::AuthenticationResultType IssueTraced(const Exchange& exchange, std::string_view asked, const clients::ClientInUse& client,
                                          const TokenSource& issue);

// Runs `ask`, which is to ask the PreTokenGeneration function of the client's pool, as such a call too.
void AskTraced(const Exchange& exchange, std::string_view asked, const clients::ClientInUse& client,
               const std::function<void(sign_in::Trace& trace)>& ask);

// For what a call tells of functions.
triggers::Teller TellerOf(sign_in::Trace& trace);

}  // namespace rockpool::oauth
