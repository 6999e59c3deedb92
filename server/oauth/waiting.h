// Where requests run that may run Lambda functions of a pool: they wait for another server.
#pragma once

#include "server/http/endpoint.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// kWaits where the pool of the app client that the request names has functions; kComputes where it has none, nobody knows the client,
// functions are not called at all, or no pool with functions was seen yet (pools::HaveSeenFunctions). Reads in a transaction of its own,
// unless that may block: then kWaits. The client is looked for where the handler looks for him, and nowhere else.

// Of a page, whose client is in the query.
http::Runs RunsOfForm(const Exchange& exchange);

// Of the token endpoint, whose client is named by Basic or in the form, and need not be proved.
http::Runs RunsOfToken(const Exchange& exchange);

}  // namespace rockpool::oauth
