// How the operations on second factors change a user: the one who holds the token, or the one whom an administrator names.
#pragma once

#include <string_view>

#include "server/accounts/names.h"
#include "server/accounts/user.h"
#include "server/operations/context.h"
#include "server/pools/pool_in_use.h"
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

template <class Change>
void ChangeUser(const Context& context, std::string_view user_pool_id, std::string_view username, const Change& change) {
  const auto now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    const pools::SharedPool pool = pools::UsePool(transaction, context.world.caches, context.caller, user_pool_id);
    accounts::User user = accounts::RequireUser(transaction, *pool, username);
    change(transaction, *pool, user);
    accounts::Save(transaction, *pool, now, user);
  });
}

}  // namespace rockpool::operations
