// The alphabet of header names and methods (RFC 9110, 5.6.2).
#pragma once

#include <string_view>

namespace rockpool::http::beast {

constexpr bool IsTokenCharacter(char c) {
  const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return alphanumeric || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

}  // namespace rockpool::http::beast
