// Which Lambda functions there are at all: told from the settings of a pool alone. What they do is the business of triggers.
#pragma once

#include "server/api/types.h"

namespace rockpool::pools {

bool HasFunctions(const api::UserPoolType& pool);

// For who decodes or saves a pool.
void NoteFunctions(const api::UserPoolType& pool);

// Whether this process has seen a pool that has functions, decoding or saving it: most servers never do, and where a call runs need then
// not be asked of its pool. A pool that nobody has decoded yet is not seen; its call finds out later (http::MustWait). Any thread.
bool HaveSeenFunctions();

}  // namespace rockpool::pools
