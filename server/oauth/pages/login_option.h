// What a person is told who cannot sign in in the way that the application asks for.
#pragma once

#include <optional>
#include <string_view>

#include "server/http/message.h"
#include "server/oauth/authorization_request.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// Reported three times in 2026.
inline constexpr std::string_view kMissingLogin = "Login option is not available. Please try another one";

// nullopt where the pages can go on. Else a page: 401 for a provider that the pool does not have or that is not enabled for the client, and
// for a client that offers nobody at all; for one that is, 302 to where it is asked.
std::optional<http::Response> ShowIfNoLogin(const Exchange& exchange, const AuthorizationRequest& request);

// The same where a user of the pool itself is needed, whom the client may not offer to be.
std::optional<http::Response> ShowIfNoLocalLogin(const Exchange& exchange, const AuthorizationRequest& request);

}  // namespace rockpool::oauth
