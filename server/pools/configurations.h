// Configurations that a pool has for itself and for its app clients: one record each, under the app client's id or under kPoolItself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/pools/records.h"

namespace rockpool::pools {

// The key of what the pool has one of: its own configuration. No app client's id looks so.
inline constexpr const char* kPoolItself = "/";

inline std::string KeyOfConfiguration(const std::optional<std::string>& client_id) { return client_id.value_or(kPoolItself); }

// What was set last for the app client, or for the pool itself; nullopt if nothing was. The record also says when, and whose it is.
std::optional<storage::PoolResource> FindConfigurationRecord(const storage::Transaction& transaction, storage::ResourceKind kind,
                                                             std::string_view user_pool_id,
                                                             const std::optional<std::string>& client_id = std::nullopt);
template <class Content>
std::optional<Content> FindConfiguration(const storage::Transaction& transaction, storage::ResourceKind kind, std::string_view user_pool_id,
                                         const std::optional<std::string>& client_id = std::nullopt) {
  const auto record = FindConfigurationRecord(transaction, kind, user_pool_id, client_id);
  return record ? std::optional(ContentOf<Content>(*record)) : std::nullopt;
}

// A configuration that begins `now`, and ends with the app client if it is one's.
template <class Content>
storage::PoolResource NewConfiguration(util::EpochMillis now, std::string_view user_pool_id, const std::optional<std::string>& client_id,
                                       const Content& content) {
  storage::PoolResource record = NewResource(now, user_pool_id, KeyOfConfiguration(client_id), content);
  record.client_id = client_id.value_or("");
  return record;
}

}  // namespace rockpool::pools
