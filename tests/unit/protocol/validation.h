// Requests as clients send them, put before the validator.
#pragma once

#include <string>
#include <string_view>

#include "server/api/operation.h"
#include "server/protocol/validator.h"
#include "tests/support/body.h"
#include "tests/support/refusal.h"

namespace rockpool::support {

// "Type: message" of what the operation's request is refused with, or "accepted".
inline std::string Validation(std::string_view operation, std::string_view body) {
  return RefusalOf([&] { protocol::Validate(*api::FindOperation(operation)->input, support::BodyOf(body)); });
}

}  // namespace rockpool::support
