// The address under which the server tells people that it listens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rockpool {

// scheme://host:port. A `host` that stands for all addresses of the machine is reached at the loopback address.
std::string EndpointUrl(const std::string& host, std::string_view scheme, std::uint16_t port);

}  // namespace rockpool
