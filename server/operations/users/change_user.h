// What operations share that change one user of a pool.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/accounts/names.h"
#include "server/accounts/user.h"
#include "server/operations/context.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool::operations {

struct PoolAndUser {
  pools::SharedPool pool;
  accounts::User user;
};

inline PoolAndUser RequirePoolAndUser(const storage::Transaction& transaction, const Context& context, std::string_view user_pool_id,
                                      std::string_view username) {
  pools::SharedPool pool = pools::UsePool(transaction, context.world.caches, context.caller, user_pool_id);
  accounts::User user = accounts::RequireUser(transaction, *pool, username);
  return {std::move(pool), std::move(user)};
}

// A write: `change(transaction, pool, user)`, and then the user is saved as changed now, and returned so. Throws in AWS's words if the
// caller has no such pool, or the pool no such user.
template <class Change>
PoolAndUser ChangeUser(const Context& context, std::string_view user_pool_id, std::string_view username, Change&& change) {
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Write([&](storage::Transaction& transaction) {
    PoolAndUser found = RequirePoolAndUser(transaction, context, user_pool_id, username);
    change(transaction, *found.pool, found.user);
    accounts::Save(transaction, *found.pool, now, found.user);
    return found;
  });
}

// The user, if the caller has the pool and the pool the user: for who must not be refused for asking.
inline std::optional<accounts::User> FindUserOfPool(const storage::Transaction& transaction, const Context& context,
                                                    std::string_view user_pool_id, std::string_view username) {
  if (!transaction.user_pools().Exists(context.caller.account, context.caller.region, user_pool_id)) {
    return std::nullopt;
  }
  return accounts::FindUser(transaction, *pools::UsePool(transaction, context.world.caches, context.caller, user_pool_id), username);
}

}  // namespace rockpool::operations
