// The things of one sort that a pool holds under names or ids (groups, domains, app clients): how operations find, list, change and delete
// them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/pools/records.h"

namespace rockpool::operations {

// Each is a transaction of its own. They throw api::ResourceNotFoundException if the caller has no such pool, then as the family
// says.
storage::PoolResource ReadResource(const Context& context, const pools::ResourceFamily& family, std::string_view user_pool_id,
                                   std::string_view key);
void DeleteResource(const Context& context, const pools::ResourceFamily& family, std::string_view user_pool_id, std::string_view key);

// The page that follows `token` (nullopt: the first), in the order of keys. The list is that of the operation and the pool: throws
// api::InvalidParameterException for a token of another one.
Page<storage::PoolResource> ReadResources(const Context& context, const pools::ResourceFamily& family, const std::string& user_pool_id,
                                          const std::optional<std::string>& token, std::size_t limit);

// Gives the resource the document that `edit` returns, and the date of a change. Returns it as it is kept.
using Edit = std::function<std::string(const storage::Transaction& transaction, const storage::PoolResource& record)>;
storage::PoolResource UpdateDocument(const Context& context, const pools::ResourceFamily& family, std::string_view user_pool_id,
                                     std::string_view key, const Edit& edit);

// The same; `edit(transaction, record, content)` changes the content.
template <class Content, class EditContent>
storage::PoolResource UpdateResource(const Context& context, const pools::ResourceFamily& family, std::string_view user_pool_id,
                                     std::string_view key, const EditContent& edit) {
  return UpdateDocument(context, family, user_pool_id, key,
                        [&edit](const storage::Transaction& transaction, const storage::PoolResource& record) {
                          auto content = pools::ContentOf<Content>(record);
                          edit(transaction, record, content);
                          return api::ToJson(content);
                        });
}

}  // namespace rockpool::operations
