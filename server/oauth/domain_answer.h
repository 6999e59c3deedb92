// What the answers of a domain carry of their own, those of endpoints and those of whoever refuses.
#pragma once

#include <string_view>

#include "server/http/message.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

inline constexpr std::string_view kRequestIdHeader = "x-amz-cognito-request-id";

// The exchange of a request of which neither query nor form nor cookies are read yet, with an id and an XSRF-TOKEN of its own.
Exchange BeginExchange(const world::World& world, const http::Request& request);

// Adds what every answer of a domain has of its own, whatever it says (recorded, amplify-js#5284): the request's id, and, where the site is
// known or the host tells it, a fresh XSRF-TOKEN and Strict-Transport-Security. Not for the files of a page, and of HEAD but the id: they
// would spend its form. Reads the store in a transaction of its own. Throws nothing.
void FinishAnswer(const Exchange& exchange, http::Response& response) noexcept;

}  // namespace rockpool::oauth
