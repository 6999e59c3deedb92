// What SQLite's result codes mean in the words of the contract.
#pragma once

#include <exception>
#include <string>

namespace rockpool::storage::sqlite {

// The exception for an extended result code that is a failure: Conflict, Unwritable, or std::runtime_error for what no caller can handle.
// `message` is SQLite's own text, which names tables and columns but no values.
std::exception_ptr FailureOf(int code, const std::string& message);

}  // namespace rockpool::storage::sqlite
