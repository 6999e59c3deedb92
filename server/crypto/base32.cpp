#include "server/crypto/base32.h"

#include <cstdint>

namespace rockpool::crypto {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr unsigned kBitsPerCharacter = 5;
constexpr unsigned kBitsPerByte = 8;

}  // namespace

std::string Base32Encode(std::string_view bytes) {
  std::string text;
  std::uint32_t pending = 0;  // bits that are in no character yet, in its lowest `count`
  unsigned count = 0;
  for (const char byte : bytes) {
    pending = (pending << kBitsPerByte) | static_cast<unsigned char>(byte);
    for (count += kBitsPerByte; count >= kBitsPerCharacter; count -= kBitsPerCharacter) {
      text += kAlphabet[(pending >> (count - kBitsPerCharacter)) & 31U];
    }
  }
  if (count > 0) text += kAlphabet[(pending << (kBitsPerCharacter - count)) & 31U];
  return text;
}

std::optional<std::string> Base32Decode(std::string_view text) {
  std::string bytes;
  std::uint32_t pending = 0;
  unsigned count = 0;
  for (const char character : text) {
    const std::size_t value = kAlphabet.find(character);
    if (value == std::string_view::npos) return std::nullopt;
    pending = (pending << kBitsPerCharacter) | static_cast<std::uint32_t>(value);
    count += kBitsPerCharacter;
    if (count >= kBitsPerByte) {
      count -= kBitsPerByte;
      bytes += static_cast<char>(static_cast<unsigned char>(pending >> count));
    }
  }
  // Catches bits left over, and lengths that no bytes have.
  if (Base32Encode(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace rockpool::crypto
