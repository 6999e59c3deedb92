// How the service words what breaks its model, for rules beside the model that are answered in the same way.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rockpool::api {

// "Value 'x' at 'poolName' failed to satisfy constraint: Member must not be null". `shown` is what is told of the value: the value between
// quotes, null, or nothing where it is a secret.
std::string Violation(std::string_view shown, std::string_view path, std::string_view constraint);

// The message of the error for them, which are one or more: "1 validation error detected: ...".
std::string ViolationsText(std::span<const std::string> violations);

// The same for a single one.
std::string ViolationText(std::string_view shown, std::string_view path, std::string_view constraint);

}  // namespace rockpool::api
