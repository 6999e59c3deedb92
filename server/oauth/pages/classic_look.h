// What SetUICustomization says of a classic page, as the page needs it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/transaction.h"

namespace rockpool::world {
class Caches;
}

namespace rockpool::oauth {

// Where the files are that were set; see clients::CssPathOf. Neither where nothing was set, or was set back.
struct ClassicLook {
  std::optional<std::string> css_path;
  std::optional<std::string> image_path;
};

// The app client's own look, else that of all app clients (nullopt: no client). Decoded once for each change: the document holds an image.
// `is_here`: throws TakesLong where one has to be decoded.
ClassicLook FindClassicLook(const storage::Transaction& transaction, const world::Caches& caches, std::string_view user_pool_id,
                            const std::optional<std::string>& client_id, bool is_here);

}  // namespace rockpool::oauth
