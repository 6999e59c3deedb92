// The one line that the log has for each request. It names the operation, the outcome and the pool; nothing else of the request is written.
#pragma once

#include <chrono>
#include <string>

#include "server/api/json.h"
#include "server/api/operation.h"
#include "server/protocol/answer.h"

namespace rockpool::protocol {

class RequestLog {
 public:
  // The clock of the line starts here.
  RequestLog() : start_(std::chrono::steady_clock::now()) {}

  // Requires: the request has passed Validate, so that a UserPoolId is one.
  void NotePool(const api::JsonValue& request);

  // `operation` may be null.
  void Write(const api::Operation* operation, const Answer& answer, const std::string& request_id) const;

 private:
  std::chrono::steady_clock::time_point start_;
  std::string pool_;
};

}  // namespace rockpool::protocol
