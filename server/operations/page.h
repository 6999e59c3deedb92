// One page of a list that is read in the order of a unique key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/operation.h"
#include "server/operations/context.h"
#include "server/world/page_token.h"

namespace rockpool::operations {

// How many entries a request asks for: as many as `most` if it asks for none. Assumed: that this is AWS's default everywhere.
inline std::size_t PageSize(const std::optional<std::int32_t>& asked, std::size_t most) {
  return asked.value_or(0) == 0 ? most : static_cast<std::size_t>(*asked);
}

template <class Entry>
struct Page {
  std::vector<Entry> entries;
  std::optional<std::string> next_token;  // absent on the last page
};

// The list is that of the operation and of `selector`, which is all that selects its entries. `fetch(after, limit)` returns the entries
// whose keys follow `after`; `key_of` returns an entry's key. Throws api::InvalidParameterException with `refusal` for a token of another
// list.
template <class Fetch, class KeyOf>
auto ReadPage(const Context& context, std::string_view selector, const std::optional<std::string>& token, std::size_t limit, Fetch&& fetch,
              KeyOf&& key_of, const char* refusal = world::kBadPaginationToken) {
  using Entry = typename decltype(fetch(std::string(), limit))::value_type;
  const world::PageTokens& tokens = context.world.page_tokens;
  const std::string list = std::string(context.operation.name).append("/").append(selector);
  const std::string after = token ? tokens.Read(list, *token, refusal) : std::string();
  Page<Entry> page{fetch(after, limit + 1), std::nullopt};
  if (page.entries.size() > limit) {
    page.entries.pop_back();
    page.next_token = tokens.Issue(list, key_of(page.entries.back()));
  }
  return page;
}

}  // namespace rockpool::operations
