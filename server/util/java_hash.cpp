#include "server/util/java_hash.h"

#include <bit>

namespace rockpool::util {
namespace {

constexpr std::size_t kLeastTable = 16;

// The bits that a lead byte of a sequence of so many bytes carries.
char32_t BitsOfLead(unsigned char byte, int length) { return length == 1 ? byte : byte & (0xFFU >> (length + 1)); }

}  // namespace

std::uint32_t JavaHashCode(std::string_view utf8) {
  std::uint32_t code = 0;
  const auto add = [&code](char32_t unit) { code = 31 * code + static_cast<std::uint32_t>(unit); };
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const int length = lead < 0x80 ? 1 : std::countl_one(lead);
    char32_t character = BitsOfLead(lead, length);
    for (const char next : utf8.substr(i + 1, static_cast<std::size_t>(length) - 1)) {
      character = character << 6 | (static_cast<unsigned char>(next) & 0x3FU);
    }
    i += static_cast<std::size_t>(length);
    if (character >= 0x10000) {
      add(0xD7C0 + (character >> 10));  // 0xD800 + ((character - 0x10000) >> 10)
      add(0xDC00 + (character & 0x3FF));
    } else {
      add(character);
    }
  }
  return code;
}

std::uint32_t PlaceInJavaHashTable(std::uint32_t hash_code, std::size_t elements) {
  std::size_t size = kLeastTable;
  while (elements > size / 4 * 3) {  // it doubles when it is more than three quarters full
    size *= 2;
  }
  return (hash_code ^ hash_code >> 16) & static_cast<std::uint32_t>(size - 1);
}

}  // namespace rockpool::util
