// What stands on pages whatever is asked: by the pool's settings, by the request, by the server's options.
#pragma once

#include <string_view>

#include "server/oauth/exchange.h"
#include "server/pages/pages.h"
#include "server/pools/pool_in_use.h"

namespace rockpool::oauth {

// What a user name is in the pool.
void SetUserName(const pools::PoolInUse& pool, pages::Values& values);

// What its passwords must be.
void SetPasswordRules(const pools::PoolInUse& pool, std::string_view lang, pages::Values& values);

// The strip that says whose page it is, and leads to the trace and the outbox: of the person whose name stands on the page or who signs in,
// else of the pool, which is null where none is known. Nothing with --page-hints=off.
void SetHints(const Exchange& exchange, const pools::PoolInUse* pool, pages::Values& values);

}  // namespace rockpool::oauth
