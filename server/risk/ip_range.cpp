#include "server/risk/ip_range.h"

#include <arpa/inet.h>

#include <charconv>
#include <optional>
#include <string_view>

namespace rockpool::risk {
namespace {

// The bits of the address; nullopt for what is none.
std::optional<int> WidthOf(const std::string& address) {
  if (address.find('\0') != std::string::npos) {
    return std::nullopt;
  }
  in6_addr parsed{};
  if (inet_pton(AF_INET, address.c_str(), &parsed) == 1) {
    return 32;
  }
  return inet_pton(AF_INET6, address.c_str(), &parsed) == 1 ? std::optional(128) : std::nullopt;
}

// A decimal number without sign, or -1.
int PrefixLength(std::string_view digits) {
  int length = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  return error == std::errc() && end == digits.data() + digits.size() && !digits.starts_with('-') ? length : -1;
}

}  // namespace

bool IsIpRange(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) {
    return false;
  }
  const auto width = WidthOf(text.substr(0, slash));
  const int length = PrefixLength(std::string_view(text).substr(slash + 1));
  return width && length >= 0 && length <= *width;
}

}  // namespace rockpool::risk
