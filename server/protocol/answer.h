// From results and exceptions to bytes: the only place that knows what an answer of AWS looks like.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "server/api/operation.h"
#include "server/http/message.h"

namespace rockpool::protocol {

struct Answer {
  http::Response response;
  std::string_view error_type;  // empty on success; a literal
};

// `json` is empty where the operation has no output: the body is empty then too.
Answer SuccessAnswer(std::string json, const std::string& request_id);

// The answer for whatever was thrown. What is no api::ServiceException is a fault of ours: it goes to the log with the request id, and the
// client gets the internal error that the operation declares. `operation` may be null.
Answer ErrorAnswer(const std::exception_ptr& thrown, const api::Operation* operation, const std::string& request_id);

}  // namespace rockpool::protocol
