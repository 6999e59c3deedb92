#include <utility>

#include "server/pools/identifiers.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replicas.h"
#include "server/pools/user_pools.h"

namespace rockpool::pools {

using storage::ResourceKind;

namespace {

// Requires: the replica exists.
storage::PoolResource TagsOfReplica(const storage::Transaction& transaction, const std::string& user_pool_id, const std::string& region) {
  return transaction.resources(ResourceKind::kReplicaTags).Find(user_pool_id, region).value();
}

Tags TagsIn(const storage::PoolResource& record) { return ContentOf<api::ListTagsForResourceResponse>(record).Tags.value_or(Tags()); }

}  // namespace

Tags LoadTags(const storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id,
              util::EpochMillis now) {
  const ReplicatedPool found = FindReplicatedPool(transaction, caller, user_pool_id, now);
  return found.is_primary ? SettingsOf(found.pool).UserPoolTags.value_or(Tags())
                          : TagsIn(TagsOfReplica(transaction, user_pool_id, caller.region));
}

void ShowAsReplica(const storage::Transaction& transaction, const world::Caller& caller, api::UserPoolType& pool) {
  pool.Arn = PoolArn(caller.account, caller.replica, *pool.Id);
  pool.UserPoolTags = TagsIn(TagsOfReplica(transaction, *pool.Id, caller.replica));
}

void ChangeTags(storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id, util::EpochMillis now,
                const std::function<void(Tags&)>& change) {
  ReplicatedPool found = FindReplicatedPool(transaction, caller, user_pool_id, now);
  if (found.is_primary) {
    api::UserPoolType settings = SettingsOf(found.pool);
    change(*settings.UserPoolTags);
    SaveTags(transaction, std::move(found.pool), settings);
  } else {
    storage::PoolResource record = TagsOfReplica(transaction, user_pool_id, caller.region);
    Tags tags = TagsIn(record);
    change(tags);
    Change(now, record, api::ListTagsForResourceResponse{std::move(tags)});
    transaction.resources(ResourceKind::kReplicaTags).Update(record);
  }
}

}  // namespace rockpool::pools
