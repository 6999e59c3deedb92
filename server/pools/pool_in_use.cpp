#include "server/pools/pool_in_use.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "server/pools/user_pools.h"

namespace rockpool::pools {
namespace {

MfaFactors FactorsInUse(const storage::Transaction& transaction, const std::string& user_pool_id, const api::UserPoolType& settings) {
  MfaFactors factors = LoadFactors(transaction, user_pool_id);
  factors.SmsMfaConfiguration = Shown(factors, settings).SmsMfaConfiguration;
  return factors;
}

PoolInUse ReadPool(const storage::Transaction& transaction, const world::Caches& caches, const storage::UserPool& record) {
  auto decoded = Decoded(transaction, caches, record);
  const api::UserPoolType& settings = *decoded;
  return {std::move(decoded),  settings, record.id, record.account, record.region, FactorsInUse(transaction, record.id, settings),
          record.session_limit};
}

}  // namespace

SharedPool UsePool(const storage::Transaction& transaction, const world::Caches& caches, const world::Caller& caller, std::string_view id) {
  return std::make_shared<const PoolInUse>(ReadPool(transaction, caches, FindPool(transaction, caller, id)));
}

SharedPool FindPoolOf(const storage::Transaction& transaction, const world::Caches& caches, std::string_view id) {
  const auto version = transaction.user_pools().FindVersion(id);
  if (!version) {
    return nullptr;
  }
  const std::array others{version->configuration};
  return caches.Of<PoolInUse>().Get({transaction.generation(), id, version->revision, others},
                                    [&] { return ReadPool(transaction, caches, transaction.user_pools().FindById(id).value()); });
}

SharedPool UsePoolOf(const storage::Transaction& transaction, const world::Caches& caches, std::string_view id) {
  auto pool = FindPoolOf(transaction, caches, id);
  if (!pool) {
    throw std::logic_error("something belongs to a user pool that is not there");
  }
  return pool;
}

bool IsCaseSensitive(const PoolInUse& pool) {
  return !pool.settings.UsernameConfiguration || pool.settings.UsernameConfiguration->CaseSensitive;
}

}  // namespace rockpool::pools
