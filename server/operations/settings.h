// What the server's options say to operations.
#pragma once

#include <cstddef>

#include "server/identity_providers/settings.h"

namespace rockpool::operations {

// How many there may be; AWS's defaults. Where the service model has a limit of its own, it is the same.
struct Quotas {
  std::size_t app_clients = 1000;                  // in a pool
  std::size_t callback_urls = 100;                 // of an app client
  std::size_t client_scopes = 50;                  // of an app client
  std::size_t client_secrets = 2;                  // of an app client
  std::size_t custom_attributes = 50;              // in a pool
  std::size_t custom_domains = 4;                  // of an account
  std::size_t groups = 10'000;                     // in a pool
  std::size_t identity_providers = 300;            // in a pool
  std::size_t logout_urls = 100;                   // of an app client
  std::size_t managed_login_branding_styles = 20;  // in a pool
  std::size_t provider_identifiers = 50;           // of an identity provider
  std::size_t replicas = 1;                        // of a pool. Assumed: the guide speaks of one additional region
  std::size_t resource_server_scopes = 100;        // of a resource server
  std::size_t resource_servers = 25;               // in a pool
  std::size_t user_pools = 1000;                   // of one account in one region

  bool operator==(const Quotas&) const = default;
};

struct Settings {
  identity_providers::Settings identity_providers{};
  Quotas quotas{};
};

}  // namespace rockpool::operations
