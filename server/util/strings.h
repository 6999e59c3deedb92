// util: what every folder may use and what knows no domain: text, times and the two clocks, randomness, locks, the log. It includes no
// other folder and knows neither HTTP nor AWS, but for how AWS writes accounts, regions and times.
//
// Small questions about text that the standard library does not answer. Bytes and ASCII; no locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::util {

constexpr bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetterOrDigit(char c) { return IsLetter(c) || IsDigit(c); }
constexpr bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Letters A to Z become small ones; all other bytes stay as they are.
constexpr char LowerCase(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string LowerCase(std::string_view text);

// As LowerCase compares.
bool EqualsIgnoringCase(std::string_view left, std::string_view right);

// The parts of `text` between the characters of `separators`, in order, without empty ones. They are views into `text`.
std::vector<std::string_view> Split(std::string_view text, std::string_view separators);

// The elements of a range of strings or views, with `separator` between them.
template <class Range>
std::string Join(const Range& parts, std::string_view separator) {
  std::string joined;
  std::string_view between;
  for (const auto& part : parts) {
    joined.append(between).append(part);
    between = separator;
  }
  return joined;
}

// Two small hex digits for each byte.
std::string HexEncode(std::string_view bytes);

// True for well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing past U+10FFFF.
bool IsUtf8(std::string_view bytes);

// How many UTF-16 code units the text takes, which is how AWS measures lengths. Requires: `utf8` is valid.
std::size_t Utf16Length(std::string_view utf8);

// How AWS writes accounts and regions.

// The account of callers whose access key names none, unless an option says another.
inline constexpr const char* kNoAccount = "000000000000";

// Twelve digits.
bool IsAccount(std::string_view text);

// At most 32 small letters, digits and hyphens, as in "us-east-1".
bool IsRegion(std::string_view text);

}  // namespace rockpool::util
