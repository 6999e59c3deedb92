// clients: app clients and what browsers and tokens are told through them: secrets, flows, redirects, scopes, resource servers, domains,
// branding, terms. Of identity providers it asks no more than whether there is one of a name; it may not know users and sign-ins.
//
// What all that belongs to an app client shares.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/pools/named_resources.h"

namespace rockpool::clients {

extern const pools::ResourceFamily kAppClients;  // under their ids

// Throws api::ResourceNotFoundException if the pool has no such app client. Requires: the pool exists.
inline storage::PoolResource FindClient(const storage::Transaction& transaction, std::string_view user_pool_id,
                                        std::string_view client_id) {
  return pools::FindResource(transaction, kAppClients, user_pool_id, client_id);
}

// The client as answers show it: what its document says, and beside it what only the records know: ids, dates, and the secret. Its
// lists are in the order of the request; list_orders.h has those of answers.
api::UserPoolClientType ShownClient(const storage::Transaction& transaction, const storage::PoolResource& record);

// Throws api::ResourceNotFoundException if an app client is named that the pool does not have. Requires: the pool exists.
void RequireClientIfNamed(const storage::Transaction& transaction, std::string_view user_pool_id,
                          const std::optional<std::string>& client_id);

}  // namespace rockpool::clients
