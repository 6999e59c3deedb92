// How large the body of a request may be: of most operations what http gives every endpoint, of those that carry images more.
#pragma once

#include <cstddef>

#include "server/http/message.h"

namespace rockpool::protocol {

// In bytes, as the headers name the operation. The server's own limit (--max-body-bytes) may be lower. Any thread; does not throw.
std::size_t BodyLimitOf(const http::Headers& headers) noexcept;

}  // namespace rockpool::protocol
