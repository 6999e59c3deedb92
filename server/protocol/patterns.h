// The model's patterns, run by RE2 in linear time and always against the whole value.
#pragma once

#include <string_view>

namespace rockpool::protocol {

// `pattern` is one of the model's and lives as long as the program: it is compiled at its first use and kept. Any thread.
// Throws std::logic_error if RE2 does not take the pattern, which a test rules out for all of them.
bool Matches(std::string_view pattern, std::string_view value);

}  // namespace rockpool::protocol
