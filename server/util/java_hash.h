// How Java hashes text, which decides the order in which AWS lists what it keeps in hash tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rockpool::util {

// String.hashCode, over UTF-16 code units, with its sign bit as any other. Requires: `utf8` is valid.
std::uint32_t JavaHashCode(std::string_view utf8);

// The place of a hash code in a java.util.HashSet or HashMap to which so many elements were added one by one.
std::uint32_t PlaceInJavaHashTable(std::uint32_t hash_code, std::size_t elements);

}  // namespace rockpool::util
