// The end of a sign-in by an identity provider: from what it has answered to the application.
#pragma once

#include <functional>
#include <string>

#include "server/federation/claims.h"
#include "server/federation/report.h"
#include "server/http/message.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/oauth/authorization_request.h"
#include "server/oauth/exchange.h"
#include "server/oauth/providers/arrival.h"
#include "server/world/look_call_commit.h"

namespace rockpool::oauth {

// Believes the provider, or throws federation::Refusal. May wait; what it writes is one of the `steps`, the first of which has looked at
// the provider.
using ClaimsSource = std::function<federation::Claims(const identity_providers::ProviderInUse& provider, world::LookCallCommit& steps,
                                                      federation::Report& report)>;

// The page for who comes back too late, as of the request that he had left with.
using LatePage = http::Response (*)(const Exchange& resumed, const AuthorizationRequest& request);

// 302 to the application, with a code or tokens or with the refusal; the browser has a session of the provider then. The request is read
// anew, and the provider is what the store has of it now: where it is gone, or not the client's any more, 302 to the sign-in page, which
// says so. Throws InvalidState (arrival.h).
http::Response CompleteArrival(const Exchange& exchange, const Arrival& arrival, const ClaimsSource& source, LatePage late_page);

// The same for an answer that nobody has asked for (IDPInit): `relay_state` is a query that says which provider it is from and what an
// authorization request would say. Throws PageError for what is no such thing, in the words of AWS's documentation.
http::Response CompleteUnsolicited(const Exchange& exchange, const std::string& relay_state, const ClaimsSource& source);

}  // namespace rockpool::oauth
