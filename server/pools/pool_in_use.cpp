#include "server/pools/pool_in_use.h"

#include <stdexcept>
#include <utility>

#include "server/pools/user_pools.h"

namespace rockpool::pools {
namespace {

SharedPool Use(const storage::Transaction& transaction, const storage::UserPool& record) {
  PoolInUse pool;
  pool.id = record.id;
  pool.account = record.account;
  pool.region = record.region;
  pool.settings = SettingsOf(record);
  pool.factors = LoadFactors(transaction, record.id);
  return std::make_shared<const PoolInUse>(std::move(pool));
}

}  // namespace

SharedPool UsePool(const storage::Transaction& transaction, const world::Caller& caller, std::string_view id) {
  return Use(transaction, FindPool(transaction, caller, id));
}

SharedPool UsePoolOf(const storage::Transaction& transaction, std::string_view id) {
  const auto record = transaction.user_pools().FindById(id);
  if (!record) {
    throw std::logic_error("something belongs to a user pool that is not there");
  }
  return Use(transaction, *record);
}

bool IsCaseSensitive(const PoolInUse& pool) {
  return !pool.settings.UsernameConfiguration || pool.settings.UsernameConfiguration->CaseSensitive;
}

}  // namespace rockpool::pools
