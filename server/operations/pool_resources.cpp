#include "server/operations/pool_resources.h"

#include "server/api/operation.h"

namespace rockpool::operations {

Page<storage::PoolResource> ReadResources(const storage::Transaction& transaction, const Context& context, storage::ResourceKind kind,
                                          const std::string& user_pool_id, const std::optional<std::string>& token, std::size_t limit) {
  return ReadPage(
      context.world.page_tokens, std::string(context.operation.name) + "/" + user_pool_id, token, limit,
      [&](const std::string& after, std::size_t count) { return transaction.resources(kind).List(user_pool_id, after, count); },
      [](const storage::PoolResource& resource) { return resource.key; });
}

}  // namespace rockpool::operations
