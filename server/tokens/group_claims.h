// What the groups of a user make of his claims.
#pragma once

#include <vector>

#include "server/api/types.h"
#include "server/tokens/token_changes.h"

namespace rockpool::tokens {

// Their names, their roles, and the role of the group of lowest precedence, if that is one role.
GroupClaims GroupClaimsOf(const std::vector<api::GroupType>& groups);

}  // namespace rockpool::tokens
