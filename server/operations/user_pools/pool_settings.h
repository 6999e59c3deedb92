// From a request to the settings that a pool keeps: what was sent, defaults where nothing was, and members that AWS fills from others.
#pragma once

#include "server/api/types.h"

namespace rockpool::operations {

// All of a pool but what its record knows (name, id, dates, ARN). Throws api::InvalidParameterException for a bad Schema. Requires: the
// other rules hold.
api::UserPoolType SettingsOfNewPool(const api::CreateUserPoolRequest& request);

}  // namespace rockpool::operations
