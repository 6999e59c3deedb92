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

// Holds the server's own answers to the model. Tests turn it on: see Settings::check_answers.

// Throws std::logic_error if the text is not what the operation's output shape allows: another JSON type, a member that the model has not,
// a missing required member, a value outside its enumeration. Lengths are not checked (AWS breaks its own: lists of 60 where 50 is said).
void CheckAnswer(const api::Operation& operation, std::string_view json);

// Throws std::logic_error if the model does not declare the error for the operation and it is none that all AWS services share.
void CheckError(const api::Operation& operation, std::string_view error_type);

}  // namespace rockpool::protocol
