// Requests to the endpoints and pages count for the account and region of their pool where the server holds requests to rates.
#pragma once

#include "server/oauth/exchange.h"
#include "server/pools/pool_in_use.h"

namespace rockpool::oauth {

// By its path, before its handler runs. Throws JsonError `invalid_request` with the status 429 for a program's endpoint, and PageError for
// a page. A request counts once, however often its handler begins. Reads in transactions of its own where rates are held to, and else does
// nothing. What names no pool does not count: its handler refuses it.
void RequireRate(const Exchange& exchange);

// Of a sign-in that begins at a page which need not begin one. Throws PageError.
void RequireSignInRate(const Exchange& exchange, const pools::PoolInUse& pool);

// Of a browser that comes back from an identity provider, whose pool its state tells. Throws PageError.
void RequireFederationRate(const Exchange& exchange, const pools::PoolInUse& pool);

}  // namespace rockpool::oauth
