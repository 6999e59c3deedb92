// Between what a pool's operations say of its resources and the records that storage keeps: content, dates.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/codecs.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// The time of a change that happens `now` to what was last modified at `last_modified`.
// Assumed: strictly later than before, so under a storm of updates it may run ahead of the clock.
inline util::EpochMillis TimeOfChange(util::EpochMillis now, util::EpochMillis last_modified) { return std::max(now, last_modified + 1); }

// A resource that begins `now`, its document being `content` as JSON.
template <class Content>
storage::PoolResource NewResource(util::EpochMillis now, std::string_view user_pool_id, std::string_view key, const Content& content) {
  storage::PoolResource record;
  record.user_pool_id = user_pool_id;
  record.key = key;
  record.document = api::ToJson(content);
  record.creation_millis = now;
  record.last_modified_millis = now;
  return record;
}

// The content of a record's document.
template <class Content>
Content ContentOf(const storage::PoolResource& record) {
  return api::FromStoredJson<Content>(record.document);
}

// Shows the dates of a record, of a pool or of what belongs to one.
template <class Record, class Shown>
void ShowDates(const Record& record, Shown& shown) {
  shown.CreationDate = api::Timestamp{record.creation_millis};
  shown.LastModifiedDate = api::Timestamp{record.last_modified_millis};
}

// Gives the record, of a pool or of what belongs to one, the content and the date of a change.
template <class Record, class Content>
void Change(util::EpochMillis now, Record& record, const Content& content) {
  record.document = api::ToJson(content);
  record.last_modified_millis = TimeOfChange(now, record.last_modified_millis);
}

// Keeps what may be new or be there already: then the resource under the record's key takes its content, and the date of a change at the
// time of the record. Returns the resource as it is kept.
storage::PoolResource Upsert(storage::PoolResources& resources, storage::PoolResource record);

// All that the pool has of a kind, in the order of keys.
inline std::vector<storage::PoolResource> ListAll(const storage::PoolResources& resources, std::string_view user_pool_id) {
  return resources.List(user_pool_id, "", std::numeric_limits<std::int32_t>::max());
}

// Whether the pool has a resource of the kind whose content is so. Reads them all.
template <class Content, class Predicate>
bool HasAny(const storage::Transaction& transaction, storage::ResourceKind kind, std::string_view user_pool_id, Predicate&& predicate) {
  return std::ranges::any_of(ListAll(transaction.resources(kind), user_pool_id),
                             [&](const storage::PoolResource& record) { return predicate(ContentOf<Content>(record)); });
}

// What an update does to a member that stays where the request leaves it out: the submitted one replaces the stored one, or a request that
// is to be looked at as a whole first takes the stored one.
template <class Value>
void Replace(std::optional<Value>& stored, const std::optional<Value>& submitted) {
  if (submitted) {
    stored = submitted;
  }
}
template <class Value>
void Keep(std::optional<Value>& submitted, const std::optional<Value>& stored) {
  if (!submitted) {
    submitted = stored;
  }
}

// The things of one sort that a pool holds under names or ids (groups, domains, app clients).
struct ResourceFamily {
  storage::ResourceKind kind;
  void (*throw_not_found)(std::string_view key);  // what an operation says of a key under which there is nothing; does not return
};

// Throws as the family says. Requires: the pool exists.
storage::PoolResource FindResource(const storage::Transaction& transaction, const ResourceFamily& family, std::string_view user_pool_id,
                                   std::string_view key);

// Configurations that a pool has for itself and for its app clients: one record each, under the app client's id or under kPoolItself.

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
