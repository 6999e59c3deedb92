// What the headers alone tell of a request: its operation, and how large its body may be.
#pragma once

#include <cstddef>

#include "server/api/operation.h"
#include "server/http/message.h"

namespace rockpool::protocol {

// Throws UnknownOperationException if X-Amz-Target is missing or names nothing of the model, or if the body is declared as something
// else than JSON.
const api::Operation& OperationOf(const http::Headers& headers);

// How many bytes the body of a request may have, as the headers name the operation: of most what http gives every endpoint, of those that
// carry images more. The server's own limit (--max-body-bytes) may be lower. Any thread; does not throw.
std::size_t BodyLimitOf(const http::Headers& headers) noexcept;

}  // namespace rockpool::protocol
