// What a request says of an app client, with AWS's defaults for what it leaves out.
#pragma once

#include "server/api/types.h"

namespace rockpool::clients {

// Without what only records know: ids, dates, secrets.
api::UserPoolClientType SettingsOf(const api::CreateUserPoolClientRequest& request);

// Likewise. The name is absent if the request leaves it out.
api::UserPoolClientType SettingsOf(const api::UpdateUserPoolClientRequest& request);

}  // namespace rockpool::clients
