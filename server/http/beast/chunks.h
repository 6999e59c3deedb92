// A trap of the HTTP parser in Boost 1.81, for the two files that use it.
#pragma once

#include <cstddef>
#include <string_view>

namespace rockpool::http::beast {

// Whether `unread` bytes may be shown to the parser. When a chunked body without chunks ends in two pieces ("0\r\n", then "\r") the parser
// asserts that it sees five bytes. As many are always still to come, since it takes in the last chunk only whole, so waiting loses nothing.
template <typename Parser>
bool MayParse(const Parser& parser, std::size_t unread) {
  constexpr std::string_view kLastChunk = "0\r\n\r\n";
  return unread > 0 && (!parser.is_header_done() || !parser.chunked() || unread >= kLastChunk.size());
}

}  // namespace rockpool::http::beast
