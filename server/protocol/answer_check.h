// Holds the server's own answers to the model. Tests turn it on: see Settings::check_answers.
#pragma once

#include <string_view>

#include "server/api/operation.h"

namespace rockpool::protocol {

// Throws std::logic_error if the text is not what the operation's output shape allows: another JSON type, a member that the model has not,
// a missing required member, a value outside its enumeration. Lengths are not checked (AWS breaks its own: lists of 60 where 50 is said).
void CheckAnswer(const api::Operation& operation, std::string_view json);

// Throws std::logic_error if the model does not declare the error for the operation and it is none that all AWS services share.
void CheckError(const api::Operation& operation, std::string_view error_type);

}  // namespace rockpool::protocol
