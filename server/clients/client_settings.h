// What a request says of an app client, with AWS's defaults for what it leaves out.
#pragma once

#include "server/api/types.h"
#include "server/world/caller.h"

namespace rockpool::clients {

// Without what only records know: ids, dates, secrets.
api::UserPoolClientType SettingsOf(const world::Caller& caller, const api::CreateUserPoolClientRequest& request);

// Likewise. The name is absent if the request leaves it out.
api::UserPoolClientType SettingsOf(const world::Caller& caller, const api::UpdateUserPoolClientRequest& request);

}  // namespace rockpool::clients
