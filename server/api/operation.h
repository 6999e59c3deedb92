// api: the contract, made from the service model at build time: types, codecs, shape tables, errors, the list of operations. It includes no
// other folder and knows no meaning: what an operation does, and which rules stand beside the model, is for others to say.
//
// The operations of the model, those without a body included.
#pragma once

#include <span>
#include <string_view>

#include "server/api/shape.h"

namespace rockpool::api {

struct Operation {
  std::string_view name;
  const Shape* input;
  const Shape* output;  // null where the model has none: the answer's body is empty
  bool is_signed;       // AWS asks for SigV4; false for what works without it or with an access token
  std::span<const std::string_view> errors;
};

// All of them, in the order of their names.
std::span<const Operation> Operations();

// Null if the model has no such operation.
const Operation* FindOperation(std::string_view name);

// The HTTP status of an error that the model names.
int HttpStatusOf(std::string_view error);

// What stands before the point in X-Amz-Target.
std::string_view TargetPrefix();

}  // namespace rockpool::api
