#include "server/crypto/base64.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
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

// By memchr, which looks at many characters at a time: few of a text are replaced.
void Replace(std::string& text, char from, char to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) {
    text[at] = to;
  }
}

// Whether OpenSSL refuses whatever else than the URL alphabet is in the text, once that has become the standard one: it takes the standard
// one's own two characters and padding, and white space around. (Each is looked for by memchr: a look at each character costs more than
// the decoding.)
bool IsOfUrlAlphabet(std::string_view text) {
  const auto is_white = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  return text.empty() || (text.find('+') == text.npos && text.find('/') == text.npos && text.find('=') == text.npos &&
                          !is_white(text.front()) && !is_white(text.back()));
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

std::string Base64UrlEncode(std::string_view bytes) {
  std::string text = Base64Encode(bytes);
  text.resize((bytes.size() * 4 + 2) / 3);  // without padding
  Replace(text, '+', '-');
  Replace(text, '/', '_');
  return text;
}

std::optional<std::string> Base64UrlDecode(std::string_view text) {
  const std::size_t tail = text.size() % 4;
  if (tail == 1 || !IsOfUrlAlphabet(text)) return std::nullopt;
  std::string standard(text);
  Replace(standard, '-', '+');
  Replace(standard, '_', '/');
  standard.append((4 - tail) % 4, '=');
  std::optional<std::string> bytes = DecodeLeniently(standard);
  // What is lenient of such a text is in its last group alone: bits left over.
  const bool is_strict =
      bytes && Base64UrlEncode(std::string_view(*bytes).substr(bytes->size() - bytes->size() % 3)) == text.substr(text.size() - tail);
  return is_strict ? std::move(bytes) : std::nullopt;
}

}  // namespace rockpool::crypto
