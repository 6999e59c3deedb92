// Configurations that a pool has for itself and for its app clients: one record each, under the app client's id or under kPoolItself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/operations/pool_resources.h"

namespace rockpool::operations {

// The key of what the pool has one of: its own configuration. No app client's id looks so.
inline constexpr const char* kPoolItself = "/";

inline std::string KeyOfConfiguration(const std::optional<std::string>& client_id) { return client_id.value_or(kPoolItself); }

// Throws api::ResourceNotFoundException if an app client is named that the pool does not have. Requires: the pool exists.
void RequireClientIfNamed(const storage::Transaction& transaction, std::string_view user_pool_id,
                          const std::optional<std::string>& client_id);

// A configuration that begins `now`, and ends with the app client if it is one's.
template <class Content>
storage::PoolResource NewConfiguration(util::EpochMillis now, const std::string& user_pool_id, const std::optional<std::string>& client_id,
                                       const Content& content) {
  storage::PoolResource record = NewResource(now, user_pool_id, KeyOfConfiguration(client_id), content);
  record.client_id = client_id.value_or("");
  return record;
}

}  // namespace rockpool::operations
