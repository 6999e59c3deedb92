// Who asks for passkeys where somebody signs in.
#pragma once

#include <optional>
#include <string_view>

#include "server/accounts/passkeys.h"
#include "server/pools/pool_in_use.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// As accounts::FindRelyingParty. But on the pages of this server, where the pool names none and the browser has come by another host than
// that of the pool's domain, it is that host: browsers refuse to ask for the passkeys of another one. `page_host` is empty for the API.
std::optional<accounts::RelyingParty> FindRelyingPartyAt(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                                         std::string_view page_host);

}  // namespace rockpool::sign_in
