#include "server/crypto/base64.h"

#include <openssl/evp.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace rockpool::crypto {

namespace {

// OpenSSL counts in int, and four characters stand for three bytes.
constexpr std::size_t kMaxBytes = std::numeric_limits<int>::max() / 2;

// What OpenSSL makes of the text, whose length is a multiple of four. It takes more than is legal (white space around the text, too much
// padding, bits left over): callers compare with the encoding of the result.
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

std::optional<std::string> Base64Decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::optional<std::string> bytes = DecodeLeniently(text);
  if (!bytes || Base64Encode(*bytes) != text) return std::nullopt;
  return bytes;
}

std::optional<std::string> Base64DecodeSpaced(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  if (std::ranges::none_of(text, is_space)) return Base64Decode(text);
  std::string compact(text);
  std::erase_if(compact, is_space);
  return Base64Decode(compact);
}

std::string Base64UrlEncode(std::string_view bytes) {
  std::string text = Base64Encode(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.resize(std::min(text.find('='), text.size()));
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
