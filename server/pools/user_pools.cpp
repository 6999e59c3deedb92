#include "server/pools/user_pools.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/pools/acr_levels.h"
#include "server/pools/functions.h"
#include "server/pools/identifiers.h"
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
  return caches.Of<api::UserPoolType>().Get({transaction.generation(), record.id, record.revision}, [&] {
    auto pool = Shown(record);
    NoteFunctions(pool);
    return pool;
  });
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
  pool.AcrConfiguration = WithDefaults(std::move(pool.AcrConfiguration).value_or(AcrConfiguration()));
  ShowDates(record, pool);
  pool.EstimatedNumberOfUsers = 0;
  return pool;
}

namespace {

constexpr std::size_t kMaxTags = 50;
constexpr std::string_view kReserved = "aws:";

}  // namespace

// Assumed: all texts. That there may be 50, and that the prefix is AWS's own, is documented.
std::optional<std::string> FaultOf(const Tags& tags, std::string_view user_pool_id) {
  if (tags.size() > kMaxTags) {
    return "A user pool can have at most " + std::to_string(kMaxTags) + " tags.";
  }
  const auto reserved = tags.lower_bound(kReserved);
  if (reserved != tags.end() && reserved->first.starts_with(kReserved)) {
    return "Tag keys that begin with aws: are reserved: " + reserved->first;
  }
  const auto custom_id = tags.find(kCustomIdTag);
  if (custom_id != tags.end() && custom_id->second != user_pool_id) {
    return "The tag " + std::string(kCustomIdTag) + " cannot be changed.";
  }
  return std::nullopt;
}

void CheckTags(const Tags& tags, std::string_view user_pool_id) {
  if (const auto fault = FaultOf(tags, user_pool_id)) {
    throw api::UserPoolTaggingException(*fault);
  }
}

}  // namespace rockpool::pools
