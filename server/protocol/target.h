// Names the operation of a request.
#pragma once

#include "server/api/operation.h"
#include "server/http/message.h"

namespace rockpool::protocol {

// Throws UnknownOperationException if X-Amz-Target is missing or names nothing of the model, or if the body is declared as something
// else than JSON.
const api::Operation& OperationOf(const http::Headers& headers);

}  // namespace rockpool::protocol
