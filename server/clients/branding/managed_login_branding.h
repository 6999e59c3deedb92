// What the operations on the styles of managed login share. A style is a resource under its id that belongs to one app client.
#pragma once

#include <string_view>

#include "server/api/types.h"
#include "server/pools/named_resources.h"

namespace rockpool::clients {

extern const pools::ResourceFamily kManagedLoginBranding;  // under their ids

// Throws api::ResourceNotFoundException if there is none. Requires: the pool and the app client exist.
storage::PoolResource FindBrandingOfClient(const storage::Transaction& transaction, std::string_view user_pool_id,
                                           std::string_view client_id);

// The style as answers show it. `merged`: with what Cognito gives where the style says nothing, as far as that is known (fidelity.md).
api::ManagedLoginBrandingType ShownBranding(const storage::PoolResource& record, bool merged);

}  // namespace rockpool::clients
