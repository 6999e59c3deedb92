// DEFLATE without a frame around it (RFC 1951), by zlib.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::util {

// Any thread, as below. Throws std::runtime_error for 4 GiB and more.
std::string Deflate(std::string_view bytes);

// nullopt for what is not one whole stream, and for more than `most` bytes, of which no more are made.
std::optional<std::string> Inflate(std::string_view deflated, std::size_t most);

}  // namespace rockpool::util
