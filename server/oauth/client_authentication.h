// Which app client sends a form to an endpoint for programs, and the proof of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/clients/client_in_use.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// Throws JsonError `invalid_request` unless the body is a form in which none of the parameters that these endpoints know is said twice
// (RFC 6749, 3.2). The query is not looked at.
void RequireForm(const Exchange& exchange);

// The parameter of the form. Throws JsonError `invalid_request` where it is left out or empty.
std::string RequireParameter(const Exchange& exchange, std::string_view name);

// What follows the scheme in the Authorization header; nullopt if there is none of that scheme ("Basic", "Bearer").
std::optional<std::string_view> FindCredentials(const Exchange& exchange, std::string_view scheme);

// The client that Basic names, or else `client_id` in the form, and its pool's site, which is noted in `exchange`. Compares secrets in
// constant time; either of two is good. Reads in a transaction of its own. Throws JsonError: `invalid_request` where no client is named,
// and where the pool has no domain; `invalid_client` for one that is unknown, not of the host's domain, or named differently in both
// places; `invalid_client` with the description `invalid_client_secret` for a wrong or missing secret (recorded).
clients::SharedClient AuthenticateClient(const Exchange& exchange);

// The app client that a request to a program's endpoint names, by Basic or in its form, whether it is proved or not. Throws nothing.
std::optional<std::string> FindNamedClient(const Exchange& exchange);

}  // namespace rockpool::oauth
