// Which pool's endpoints a request has reached, and under which name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/clients/client_in_use.h"
#include "server/oauth/exchange.h"
#include "server/pools/pool_in_use.h"
#include "storage/transaction.h"

namespace rockpool::oauth {

inline constexpr std::int32_t kClassicHostedUi = 1;
inline constexpr std::int32_t kManagedLogin = 2;

struct Site {
  pools::SharedPool pool;
  std::string domain;                       // prefix or custom name: the one by which it was reached, else the pool's, the custom one first
  std::int32_t version = kClassicHostedUi;  // that domain's ManagedLoginVersion
  // Whether the request's host is the domain's own ({domain}.auth.{region}.amazoncognito.com, {domain}.localhost, the custom name): there
  // cookies have the recorded names. Elsewhere they end in "-{pool id}", since cookies do not know ports.
  bool is_own_host = false;
  std::string host;  // of the request, without port; empty if it names none
  // Whether browsers come by https: then cookies are `Secure`.
  bool is_secure = false;
  std::string browser_origin;  // BrowserOriginOf

  bool is_managed_login() const { return version == kManagedLogin; }
};

// By the host if it is a domain of the store, else by the client. Throws PageError if the host is a domain of another pool, as for a client
// that does not exist, and if the pool has no domain. Notes in `exchange` what it has found.
Site SiteOf(const storage::Transaction& transaction, const Exchange& exchange, const clients::ClientInUse& client);

// By the host alone. Throws PageError if it is no domain of the store.
Site SiteOfHost(const storage::Transaction& transaction, const Exchange& exchange);

// What is known without a client that is in order, for pages that say so: by the host, else by a `client_id` that exists and has a domain.
// Throws nothing; nullopt if neither tells.
std::optional<Site> FindSite(const storage::Transaction& transaction, const Exchange& exchange);

// Whether the host, in lower case and without a port, is a domain's own. Reads in a transaction of its own.
bool IsHostOfDomain(const world::World& world, std::string_view host);

}  // namespace rockpool::oauth
