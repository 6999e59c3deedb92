// What may not stand in a JSON string as it is, looked for in eight bytes at once.
#pragma once

#include <cstdint>

namespace rockpool::api {

constexpr std::uint64_t InEachByte(unsigned char byte) { return ~std::uint64_t{0} / 0xff * byte; }

// Nonzero if one of the eight bytes is less than `bound`, which is 0x80 at most
// (https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord). The lowest bit that is set is in the lowest such byte.
constexpr std::uint64_t HasLessThan(std::uint64_t bytes, unsigned char bound) {
  return (bytes - InEachByte(bound)) & ~bytes & InEachByte(0x80);
}

// Likewise of control characters, quotes and backslashes.
constexpr std::uint64_t HasSpecial(std::uint64_t bytes) {
  constexpr unsigned char kFirstPrintable = 0x20;
  return HasLessThan(bytes, kFirstPrintable) | HasLessThan(bytes ^ InEachByte('"'), 1) | HasLessThan(bytes ^ InEachByte('\\'), 1);
}

}  // namespace rockpool::api
