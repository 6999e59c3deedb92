// How the operations on second factors change the user who holds the access token.
#pragma once

#include <string_view>

#include "server/accounts/user.h"
#include "server/operations/context.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

// `change(transaction, pool, user)` in a write; then the user is saved.
template <class Change>
void ChangeHolder(const Context& context, std::string_view access_token, const Change& change) {
  const tokens::AccessToken token = tokens::ReadAccessToken(context.world, access_token);
  const auto now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    tokens::TokenHolder holder = tokens::RequireHolder(transaction, context.world.caches, token);
    change(transaction, *holder.client->pool, holder.user);
    accounts::Save(transaction, *holder.client->pool, now, holder.user);
  });
}

}  // namespace rockpool::operations
