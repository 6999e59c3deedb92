// The alphabets of names and values in HTTP's headers.
#pragma once

#include <algorithm>
#include <string_view>

#include "server/util/strings.h"

namespace rockpool::http {

// Of header names, methods and names of cookies (RFC 9110, 5.6.2).
constexpr bool IsTokenCharacter(char c) {
  return util::IsLetterOrDigit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

constexpr bool IsToken(std::string_view text) { return !text.empty() && std::ranges::all_of(text, IsTokenCharacter); }

// Whether the text may stand as a header's value (RFC 9110, 5.5): any bytes but control characters, of which line breaks and NUL would
// begin a header of somebody else's making.
constexpr bool IsFieldValue(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f'; });
}

}  // namespace rockpool::http
