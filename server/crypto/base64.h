// Base64 (RFC 4648). Decoding is strict: every sequence of bytes has exactly one text, and no other text decodes to it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rockpool::crypto {

// The standard alphabet with padding, on one line.
std::string Base64Encode(std::string_view bytes);

// nullopt for anything that Base64Encode does not produce: white space, missing padding, bits left over.
std::optional<std::string> Base64Decode(std::string_view text);

// The same with white space (space, tab, CR, LF) anywhere in it, as certificates and XML have it.
std::optional<std::string> Base64DecodeSpaced(std::string_view text);

// The alphabet for URLs and file names, without padding.
std::string Base64UrlEncode(std::string_view bytes);

// nullopt for anything that Base64UrlEncode does not produce.
std::optional<std::string> Base64UrlDecode(std::string_view text);

}  // namespace rockpool::crypto
