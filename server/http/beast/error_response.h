// Errors that are answered before any endpoint is asked: unknown paths, broken requests, a server that is full.
#pragma once

#include <string_view>

#include "server/http/message.h"
#include "server/util/random.h"

namespace rockpool::http::beast {

// An error as every AWS SDK reads it: JSON with `__type` and `message`, the same in headers, and a request id of its own.
// `message` is a sentence of ours that needs no escaping in JSON; nothing that a client sent belongs into it.
Response ErrorResponse(util::Random& random, int status, std::string_view type, std::string_view message);

}  // namespace rockpool::http::beast
