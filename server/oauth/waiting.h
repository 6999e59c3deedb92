// Where requests run that may run Lambda functions of a pool: they wait for another server.
#pragma once

#include "server/http/endpoint.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// kWaits where the pool of the app client that the request names (in its query, its form or by Basic, unproved) has functions; `otherwise`
// where it has none, nobody knows the client, or functions are not called at all. Reads in a transaction of its own, unless that may block:
// then kWaits.
http::Runs RunsWithFunctions(const Exchange& exchange, http::Runs otherwise);

// Of what computes otherwise: forms of pages, the token endpoint.
http::Runs RunsOfForm(const Exchange& exchange);

}  // namespace rockpool::oauth
