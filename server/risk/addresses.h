// Addresses of clients, and the ranges of them that a risk configuration names.
#pragma once

#include <string>
#include <vector>

namespace rockpool::risk {

// An IPv4 or IPv6 address as text.
bool IsAddress(const std::string& text);

// Whether the texts are of one address, however they write it. False for what is none.
bool IsSameAddress(const std::string& left, const std::string& right);

// An IPv4 or IPv6 address, a slash, and how many of its bits count (CIDR). Bits behind those may be set.
bool IsIpRange(const std::string& text);

// Whether the address lies in one of the ranges. Of what is no address or no range it is false. An IPv4 address that an IPv6 socket has
// ("::ffff:192.0.2.1") is that IPv4 address.
bool IsInAny(const std::vector<std::string>& ranges, const std::string& address);

}  // namespace rockpool::risk
