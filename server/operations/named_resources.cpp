#include "server/operations/named_resources.h"

#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

storage::PoolResource ReadResource(const Context& context, const pools::ResourceFamily& family, std::string_view user_pool_id,
                                   std::string_view key) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, user_pool_id);
    return pools::FindResource(transaction, family, user_pool_id, key);
  });
}

void DeleteResource(const Context& context, const pools::ResourceFamily& family, std::string_view user_pool_id, std::string_view key) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, user_pool_id);
    if (!transaction.resources(family.kind).Delete(user_pool_id, key)) {
      family.throw_not_found(key);
    }
  });
}

Page<storage::PoolResource> ReadResources(const Context& context, const pools::ResourceFamily& family, const std::string& user_pool_id,
                                          const std::optional<std::string>& token, std::size_t limit) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, user_pool_id);
    return ReadPage(
        context, user_pool_id, token, limit,
        [&](const std::string& after, std::size_t count) { return transaction.resources(family.kind).List(user_pool_id, after, count); },
        [](const storage::PoolResource& resource) { return resource.key; });
  });
}

storage::PoolResource UpdateDocument(const Context& context, const pools::ResourceFamily& family, std::string_view user_pool_id,
                                     std::string_view key, const Edit& edit) {
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, user_pool_id);
    auto record = pools::FindResource(transaction, family, user_pool_id, key);
    record.document = edit(transaction, record);
    record.last_modified_millis = pools::TimeOfChange(now, record.last_modified_millis);
    transaction.resources(family.kind).Update(record);
    return record;
  });
}

}  // namespace rockpool::operations
