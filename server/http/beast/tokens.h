// The alphabet of header names and methods (RFC 9110, 5.6.2).
#pragma once

#include <string_view>

#include "server/util/strings.h"

namespace rockpool::http::beast {

constexpr bool IsTokenCharacter(char c) {
  return util::IsLetterOrDigit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

}  // namespace rockpool::http::beast
