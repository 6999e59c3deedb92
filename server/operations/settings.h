// What the server's options say to operations.
#pragma once

#include <cstddef>

#include "server/identity_providers/settings.h"

namespace rockpool::operations {

struct Settings {
  std::size_t max_user_pools = 1000;  // of one account and region
  identity_providers::Settings identity_providers;
};

}  // namespace rockpool::operations
