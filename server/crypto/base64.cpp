#include "server/crypto/base64.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace rockpool::crypto {

// By hand: OpenSSL knows the standard alphabet alone and decodes leniently, so that each text was gone through five times, and every token
// is made and read here.
namespace {

constexpr std::uint8_t kNoDigit = 0xff;

// 64 characters, and what each byte stands for among them.
class Alphabet {
 public:
  consteval explicit Alphabet(std::string_view digits) {
    values_.fill(kNoDigit);
    for (std::size_t i = 0; i < characters_.size(); ++i) {
      characters_[i] = digits[i];
      values_[static_cast<unsigned char>(digits[i])] = static_cast<std::uint8_t>(i);
    }
  }

  char Character(std::uint32_t value) const { return characters_[value & 0x3fU]; }

  // kNoDigit, or any number with its highest bit, for a byte that is no digit.
  std::uint32_t Value(char digit) const { return values_[static_cast<unsigned char>(digit)]; }

 private:
  std::array<char, 64> characters_{};
  std::array<std::uint8_t, 256> values_{};
};

constexpr Alphabet kStandard("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
constexpr Alphabet kUrl("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

std::uint32_t ByteAt(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// Without padding.
std::string Encode(const Alphabet& alphabet, std::string_view bytes) {
  std::string text((bytes.size() * 4 + 2) / 3, '\0');
  char* out = text.data();
  std::size_t at = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    const std::uint32_t group = ByteAt(bytes, at) << 16U | ByteAt(bytes, at + 1) << 8U | ByteAt(bytes, at + 2);
    *out++ = alphabet.Character(group >> 18U);
    *out++ = alphabet.Character(group >> 12U);
    *out++ = alphabet.Character(group >> 6U);
    *out++ = alphabet.Character(group);
  }
  if (const std::size_t left = bytes.size() - at; left > 0) {
    const std::uint32_t group = ByteAt(bytes, at) << 16U | (left == 2 ? ByteAt(bytes, at + 1) << 8U : 0U);
    *out++ = alphabet.Character(group >> 18U);
    *out++ = alphabet.Character(group >> 12U);
    if (left == 2) {
      *out++ = alphabet.Character(group >> 6U);
    }
  }
  return text;
}

// Of a text without padding.
std::optional<std::string> Decode(const Alphabet& alphabet, std::string_view text) {
  const std::size_t tail = text.size() % 4;
  if (tail == 1) {
    return std::nullopt;
  }
  std::string bytes(text.size() / 4 * 3 + (tail == 0 ? 0 : tail - 1), '\0');
  char* out = bytes.data();
  std::uint32_t wrong = 0;  // gets the highest bit of every value: no text is so usual that it is worth a branch for each
  std::size_t at = 0;
  for (; at + 4 <= text.size(); at += 4) {
    const std::uint32_t first = alphabet.Value(text[at]);
    const std::uint32_t second = alphabet.Value(text[at + 1]);
    const std::uint32_t third = alphabet.Value(text[at + 2]);
    const std::uint32_t fourth = alphabet.Value(text[at + 3]);
    wrong |= first | second | third | fourth;
    const std::uint32_t group = first << 18U | second << 12U | third << 6U | fourth;
    *out++ = static_cast<char>(group >> 16U);
    *out++ = static_cast<char>(group >> 8U);
    *out++ = static_cast<char>(group);
  }
  if (tail != 0) {
    const std::uint32_t first = alphabet.Value(text[at]);
    const std::uint32_t second = alphabet.Value(text[at + 1]);
    const std::uint32_t third = tail == 3 ? alphabet.Value(text[at + 2]) : 0U;
    wrong |= first | second | third;
    const std::uint32_t group = first << 18U | second << 12U | third << 6U;
    *out++ = static_cast<char>(group >> 16U);
    if (tail == 3) {
      *out++ = static_cast<char>(group >> 8U);
    }
    if ((group & (tail == 3 ? 0xffU : 0xffffU)) != 0) {
      return std::nullopt;  // bits left over
    }
  }
  constexpr std::uint32_t kHighestBit = 0x80;
  return (wrong & kHighestBit) == 0 ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace

std::string Base64Encode(std::string_view bytes) {
  std::string text = Encode(kStandard, bytes);
  return text.append((4 - text.size() % 4) % 4, '=');
}

std::optional<std::string> Base64Decode(std::string_view text) {
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  return Decode(kStandard, text.substr(0, text.size() - padding));
}

std::optional<std::string> Base64DecodeSpaced(std::string_view text) {
  std::string compact;
  compact.reserve(text.size());
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  std::ranges::copy_if(text, std::back_inserter(compact), [&](char c) { return kWhiteSpace.find(c) == std::string_view::npos; });
  return Base64Decode(compact);
}

std::string Base64UrlEncode(std::string_view bytes) { return Encode(kUrl, bytes); }

std::optional<std::string> Base64UrlDecode(std::string_view text) { return Decode(kUrl, text); }

}  // namespace rockpool::crypto
