// Ranges of addresses in CIDR notation.
#pragma once

#include <string>

namespace rockpool::risk {

// An IPv4 or IPv6 address, a slash, and how many of its bits count. Bits behind those may be set.
bool IsIpRange(const std::string& text);

}  // namespace rockpool::risk
