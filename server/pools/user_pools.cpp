#include "server/pools/user_pools.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/pools/arn.h"
#include "server/pools/records.h"

namespace rockpool::pools {

void ThrowPoolNotFound(std::string_view id) { throw api::ResourceNotFoundException("User pool " + std::string(id) + " does not exist."); }

void RequirePool(const storage::Transaction& transaction, const world::Caller& caller, std::string_view id) {
  if (!transaction.user_pools().Exists(caller.account, caller.region, id)) {
    ThrowPoolNotFound(id);
  }
}

storage::UserPool FindPool(const storage::Transaction& transaction, const world::Caller& caller, std::string_view id) {
  auto record = transaction.user_pools().Find(caller.account, caller.region, id);
  if (!record) {
    ThrowPoolNotFound(id);
  }
  return *std::move(record);
}

std::shared_ptr<const api::UserPoolType> LoadPool(const storage::Transaction& transaction, const world::Caches& caches,
                                                  const world::Caller& caller, std::string_view id) {
  return Decoded(transaction, caches, FindPool(transaction, caller, id));
}

std::shared_ptr<const api::UserPoolType> Decoded(const storage::Transaction& transaction, const world::Caches& caches,
                                                 const storage::UserPool& record) {
  return caches.Of<api::UserPoolType>().Get({transaction.generation(), record.id, record.revision}, [&] { return Shown(record); });
}

api::UserPoolType SettingsOf(const storage::UserPool& record) { return api::FromStoredJson<api::UserPoolType>(record.document); }

void SaveChange(storage::Transaction& transaction, util::EpochMillis now, storage::UserPool record, const api::UserPoolType& settings) {
  Change(now, record, settings);
  transaction.user_pools().Update(record);
}

void SaveTags(storage::Transaction& transaction, storage::UserPool record, const api::UserPoolType& settings) {
  record.document = api::ToJson(settings);
  transaction.user_pools().Update(record);
}

api::UserPoolType Shown(const storage::UserPool& record) {
  api::UserPoolType pool = SettingsOf(record);
  pool.Id = record.id;
  pool.Name = record.name;
  pool.Arn = PoolArn(record.account, record.region, record.id);
  ShowDates(record, pool);
  pool.EstimatedNumberOfUsers = 0;
  return pool;
}

}  // namespace rockpool::pools
