// The limits of AWS on how many there may be.
#pragma once

#include <cstddef>
#include <string_view>

namespace rockpool::api {
struct Operation;
}

namespace rockpool::pools {

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
  std::size_t user_import_jobs = 1000;             // in a pool
  std::size_t user_pools = 1000;                   // of one account in one region

  bool operator==(const Quotas&) const = default;
};

// Throws if `count` is above `limit`: api::LimitExceededException, or api::InvalidParameterException where the operation does not declare
// that. In its text `things` belong to `owner`: "app clients" to "user pool us-east-1_abc".
void RequireAtMost(const api::Operation& operation, std::size_t count, std::size_t limit, std::string_view things, std::string_view owner);

// Throws api::LimitExceededException if the pool has as many as `limit` allows.
void RequireRoom(std::size_t count, std::size_t limit, std::string_view things, std::string_view user_pool_id);

// The same for what is counted over all pools of an account.
void RequireRoomInAccount(std::size_t count, std::size_t limit, std::string_view things, std::string_view account);

}  // namespace rockpool::pools
