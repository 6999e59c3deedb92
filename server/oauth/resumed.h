// An authorization request that is taken up again: by who comes back from an identity provider, with what the browser had asked before.
#pragma once

#include <string>

#include "server/http/message.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// Lives within the exchange that it stems from, which is told at its end what was found on the way (the site, and how a fault is told).
class Resumed {
 public:
  // `query` may be anything; what OAuthEndpoint would refuse is a PageError.
  Resumed(const Exchange& exchange, std::string query);
  ~Resumed();
  Resumed(const Resumed&) = delete;
  Resumed& operator=(const Resumed&) = delete;

  // As GET /oauth2/authorize with that query would have it, but with the host, cookies and headers of the request that is there.
  const Exchange& exchange() const { return exchange_; }

 private:
  const Exchange& outer_;
  const http::Request request_;
  const Exchange exchange_;
};

}  // namespace rockpool::oauth
