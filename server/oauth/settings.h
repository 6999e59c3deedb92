// What a user of the server decides about the OAuth endpoints and the pages, in world::Settings.
#pragma once

#include <string>

namespace rockpool::oauth {

struct Settings {
  // scheme://host[:port] by which browsers reach this server, where that is not what their requests name; empty: what they name.
  std::string public_url;
  bool page_hints = true;  // whether pages say whose they are, and lead to the trace and the outbox

  bool operator==(const Settings&) const = default;
};

}  // namespace rockpool::oauth
