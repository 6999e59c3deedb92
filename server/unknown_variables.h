// Environment variables that look like ours and are none.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool {

// How many letters must be put in, left out or replaced to make one text of the other (Levenshtein).
std::size_t EditDistance(std::string_view left, std::string_view right);

// A sentence for each of the names in `set` that begins with ROCKPOOL_ and is not in `known`; it names the one of `known` that is spelt
// most like it, the first of several. Requires: `known` is not empty.
std::vector<std::string> WarningsOf(std::span<const std::string> set, std::span<const std::string> known);

}  // namespace rockpool
