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

}  // namespace rockpool::crypto
