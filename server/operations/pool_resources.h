// What the operations on a pool's resources share: records, dates, pages.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/codecs.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::operations {

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

// Gives the record, of a pool or of what belongs to one, the content and the date of a change.
template <class Record, class Content>
void Change(util::EpochMillis now, Record& record, const Content& content) {
  record.document = api::ToJson(content);
  record.last_modified_millis = TimeOfChange(now, record.last_modified_millis);
}

// What an update does to a member that stays where the request leaves it out.
template <class Value>
void Replace(std::optional<Value>& stored, const std::optional<Value>& submitted) {
  if (submitted) {
    stored = submitted;
  }
}

// The page that follows `token` (nullopt: the first) of the pool's resources of a kind, in the order of keys. Throws
// api::InvalidParameterException for a token of another list.
Page<storage::PoolResource> ReadResources(const storage::Transaction& transaction, const Context& context, storage::ResourceKind kind,
                                          const std::string& user_pool_id, const std::optional<std::string>& token, std::size_t limit);

}  // namespace rockpool::operations
