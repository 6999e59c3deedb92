// What the server's options say to operations.
#pragma once

#include <cstddef>

#include "server/identity_providers/settings.h"

namespace rockpool::operations {

// How many there may be; AWS's defaults.
struct Quotas {
  std::size_t app_clients = 1000;                  // in a pool
  std::size_t client_scopes = 50;                  // of an app client
  std::size_t custom_attributes = 50;              // in a pool
  std::size_t custom_domains = 4;                  // of an account
  std::size_t groups = 10'000;                     // in a pool
  std::size_t managed_login_branding_styles = 20;  // in a pool
  std::size_t replicas = 1;                        // of a pool. Assumed: the guide speaks of one additional region
  std::size_t resource_servers = 25;               // in a pool

  bool operator==(const Quotas&) const = default;
};

struct Settings {
  std::size_t max_user_pools = 1000;  // of one account and region
  identity_providers::Settings identity_providers{};
  Quotas quotas{};
};

}  // namespace rockpool::operations
