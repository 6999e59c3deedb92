// Which app client sends a form to an endpoint for programs, and the proof of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/clients/client_in_use.h"
#include "server/oauth/exchange.h"
#include "storage/transaction.h"

namespace rockpool::oauth {

// Throws JsonError `invalid_request` unless the body is a form in which none of the parameters that these endpoints know is said twice
// (RFC 6749, 3.2). The query is not looked at.
void RequireForm(const Exchange& exchange);

// The parameter of the form. Throws JsonError `invalid_request` where it is left out or empty.
std::string RequireParameter(const Exchange& exchange, std::string_view name);

// What follows the scheme in the Authorization header; nullopt if there is none of that scheme ("Basic", "Bearer").
std::optional<std::string_view> FindCredentials(const Exchange& exchange, std::string_view scheme);

// Which client a request says to come from, and by what it proves that.
struct PresentedClient {
  std::string client_id;
  std::optional<std::string> secret;
};

// Those of Basic, or else of `client_id` and `client_secret` in the form. Throws JsonError: `invalid_request` where no client is named,
// `invalid_client` for one that is named differently in both places.
PresentedClient RequireCredentials(const Exchange& exchange);

// The client that they name and prove, and its pool's site, which is noted in `exchange`. Compares secrets in constant time; either of two
// is good. Throws JsonError: `invalid_request` where the pool has no domain; `invalid_client` for one that is unknown or not of the host's
// domain, with the description `invalid_client_secret` for a wrong or missing secret (recorded).
clients::SharedClient RequireProvedClient(const storage::Transaction& transaction, const Exchange& exchange,
                                          const PresentedClient& credentials);

// Both, in a transaction of its own. Who goes on to look at something else does both himself, in one transaction with that.
clients::SharedClient AuthenticateClient(const Exchange& exchange);

// The app client that a request to a program's endpoint names, by Basic or in its form, whether it is proved or not. Throws nothing.
std::optional<std::string> FindNamedClient(const Exchange& exchange);

}  // namespace rockpool::oauth
