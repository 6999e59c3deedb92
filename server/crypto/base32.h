// Base32 (RFC 4648, 6) without padding, as authenticator applications take their secrets: every sequence of bytes has exactly one text.
#pragma once

#include <string>
#include <string_view>

namespace rockpool::crypto {

// Large letters and the digits 2 to 7: 32 bytes give 52 characters.
std::string Base32Encode(std::string_view bytes);

}  // namespace rockpool::crypto
