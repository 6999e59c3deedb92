#include "server/risk/addresses.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>

namespace rockpool::risk {
namespace {

// The bytes of an address: four or sixteen.
std::optional<std::string> BytesOf(const std::string& text) {
  if (text.find('\0') != std::string::npos) {
    return std::nullopt;
  }
  std::string bytes(sizeof(in_addr), '\0');
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
    return bytes;
  }
  bytes.assign(sizeof(in6_addr), '\0');
  return inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1 ? std::optional(bytes) : std::nullopt;
}

std::optional<std::string> UnmappedBytesOf(const std::string& text) {
  constexpr std::string_view kMapped("\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12);
  auto bytes = BytesOf(text);
  return bytes && bytes->size() > kMapped.size() && bytes->starts_with(kMapped) ? bytes->substr(kMapped.size()) : bytes;
}

// A decimal number without sign, or -1.
int PrefixLength(std::string_view digits) {
  int length = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  return error == std::errc() && end == digits.data() + digits.size() && !digits.starts_with('-') ? length : -1;
}

struct Range {
  std::string bytes;
  std::size_t bits;
};

std::optional<Range> RangeOf(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) {
    return std::nullopt;
  }
  auto bytes = BytesOf(text.substr(0, slash));
  const int length = PrefixLength(std::string_view(text).substr(slash + 1));
  if (!bytes || length < 0 || static_cast<std::size_t>(length) > bytes->size() * 8) {
    return std::nullopt;
  }
  return Range{*std::move(bytes), static_cast<std::size_t>(length)};
}

bool Holds(const Range& range, const std::string& bytes) {
  const std::size_t whole = range.bits / 8;
  if (bytes.size() != range.bytes.size() || bytes.compare(0, whole, range.bytes, 0, whole) != 0) {
    return false;
  }
  const std::size_t rest = range.bits % 8;
  const unsigned mask = (0xFF00U >> rest) & 0xFFU;
  return rest == 0 || ((static_cast<unsigned char>(bytes[whole]) ^ static_cast<unsigned char>(range.bytes[whole])) & mask) == 0;
}

}  // namespace

bool IsAddress(const std::string& text) { return BytesOf(text).has_value(); }

bool IsSameAddress(const std::string& left, const std::string& right) {
  const auto bytes = UnmappedBytesOf(left);
  return bytes && bytes == UnmappedBytesOf(right);
}

bool IsIpRange(const std::string& text) { return RangeOf(text).has_value(); }

bool IsInAny(const std::vector<std::string>& ranges, const std::string& address) {
  const auto bytes = ranges.empty() ? std::nullopt : UnmappedBytesOf(address);
  return bytes && std::ranges::any_of(ranges, [&](const std::string& text) {
           const auto range = RangeOf(text);
           return range && Holds(*range, *bytes);
         });
}

}  // namespace rockpool::risk
