// Hosts that are reached elsewhere than their names say, because the person who starts the server says so: a stand-in of one's own for a
// public service. Their certificates must be for the name all the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::http {

struct ConnectTo {
  std::string host;     // a name, in lower case
  std::string address;  // IPv4 or IPv6, of HostClass::kLocal or kPublic
  std::uint16_t port = 0;

  bool operator==(const ConnectTo&) const = default;
};

// Reads "graph.facebook.com=127.0.0.1:9443", and "name=[::1]:9443"; the port is 443 where none is said. nullopt for anything else.
std::optional<ConnectTo> ParseConnectTo(std::string_view text);

}  // namespace rockpool::http
