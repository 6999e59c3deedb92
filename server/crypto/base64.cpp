#include "server/crypto/base64.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace rockpool::crypto {

namespace {

// OpenSSL counts in int, and four characters stand for three bytes.
constexpr std::size_t kMaxBytes = std::numeric_limits<int>::max() / 2;

// What OpenSSL makes of the text, whose length is a multiple of four. It takes more than is legal (white space around the text, too much
// padding, bits left over, padding for a zero): see IsStrict.
std::optional<std::string> DecodeLeniently(std::string_view text) {
  if (text.size() > kMaxBytes) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  // Padding is decoded to zero bytes and counted.
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  const auto counted = static_cast<std::size_t>(length);
  bytes.resize(counted - std::min(padding, counted));
  return bytes;
}

constexpr std::string_view kUrlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";  // RFC 4648, 5

bool IsUrlCharacter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9') ||
         character == '-' || character == '_';
}

}  // namespace

std::string Base64Encode(std::string_view bytes) {
  if (bytes.size() > kMaxBytes) throw std::length_error("Too many bytes for one base64 text.");
  const std::size_t length = (bytes.size() + 2) / 3 * 4;
  std::string text(length + 1, '\0');  // OpenSSL ends it with a zero byte
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.resize(length);
  return text;
}

namespace {

// Whether the text is the one that `bytes` are written as. White space inside is no leniency of OpenSSL's: so whatever else it lets pass is
// in the first and the last group of four, or a sign of padding before the last group.
bool IsStrict(std::string_view text, std::string_view bytes) {
  if (text.empty()) return bytes.empty();
  constexpr std::size_t kGroup = 4;
  constexpr std::size_t kGroupBytes = 3;
  const std::size_t last = text.size() - kGroup;
  const std::size_t last_bytes = last / kGroup * kGroupBytes;
  return bytes.size() > last_bytes && bytes.size() <= last_bytes + kGroupBytes && text.find('=') >= last &&
         Base64Encode(bytes.substr(last_bytes)) == text.substr(last) &&
         Base64Encode(bytes.substr(0, kGroupBytes)).substr(0, kGroup) == text.substr(0, kGroup);
}

}  // namespace

std::optional<std::string> Base64Decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::optional<std::string> bytes = DecodeLeniently(text);
  return bytes && IsStrict(text, *bytes) ? std::move(bytes) : std::nullopt;
}

std::optional<std::string> Base64DecodeSpaced(std::string_view text) {
  if (auto bytes = Base64Decode(text)) return bytes;
  std::string compact(text);
  std::erase_if(compact, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return compact.size() == text.size() ? std::nullopt : Base64Decode(compact);
}

// OpenSSL writes base64 alone. To write that and then to replace characters costs twice as much, and tokens are some thousand
// characters each.
std::string Base64UrlEncode(std::string_view bytes) {
  constexpr std::size_t kGroup = 3;
  constexpr std::uint32_t kSixBits = 0x3F;
  const auto byte = [bytes](std::size_t at) { return std::uint32_t{static_cast<unsigned char>(bytes[at])}; };
  std::string text((bytes.size() * 4 + 2) / kGroup, '\0');  // without padding
  char* next = text.data();
  std::size_t at = 0;
  for (; at + kGroup <= bytes.size(); at += kGroup) {
    const std::uint32_t group = byte(at) << 16U | byte(at + 1) << 8U | byte(at + 2);
    *next++ = kUrlAlphabet[group >> 18U];
    *next++ = kUrlAlphabet[group >> 12U & kSixBits];
    *next++ = kUrlAlphabet[group >> 6U & kSixBits];
    *next++ = kUrlAlphabet[group & kSixBits];
  }
  if (at < bytes.size()) {
    const bool has_two = at + 2 == bytes.size();
    const std::uint32_t group = byte(at) << 16U | (has_two ? byte(at + 1) << 8U : 0);
    *next++ = kUrlAlphabet[group >> 18U];
    *next++ = kUrlAlphabet[group >> 12U & kSixBits];
    if (has_two) {
      *next = kUrlAlphabet[group >> 6U & kSixBits];
    }
  }
  return text;
}

std::optional<std::string> Base64UrlDecode(std::string_view text) {
  const std::size_t tail = text.size() % 4;
  if (tail == 1 || !std::ranges::all_of(text, IsUrlCharacter)) return std::nullopt;
  std::string standard(text);
  std::replace(standard.begin(), standard.end(), '-', '+');
  std::replace(standard.begin(), standard.end(), '_', '/');
  standard.append((4 - tail) % 4, '=');
  std::optional<std::string> bytes = DecodeLeniently(standard);
  // What is lenient of such a text is in its last group alone: bits left over.
  const bool is_strict =
      bytes && Base64UrlEncode(std::string_view(*bytes).substr(bytes->size() - bytes->size() % 3)) == text.substr(text.size() - tail);
  return is_strict ? std::move(bytes) : std::nullopt;
}

}  // namespace rockpool::crypto
