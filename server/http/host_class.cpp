#include "server/http/host_class.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "server/util/strings.h"

namespace rockpool::http {
namespace {

using Ipv4 = std::array<unsigned char, 4>;
using Ipv6 = std::array<unsigned char, 16>;

template <std::size_t Size>
struct Network {
  std::array<unsigned char, Size> prefix;
  std::size_t bits;

  bool Holds(const std::array<unsigned char, Size>& address) const {
    for (std::size_t bit = 0; bit < bits; ++bit) {
      const unsigned mask = 0x80U >> bit % 8;
      if (((prefix.at(bit / 8) ^ address.at(bit / 8)) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
};

template <std::size_t Size, std::size_t Count>
bool IsInAny(const std::array<Network<Size>, Count>& networks, const std::array<unsigned char, Size>& address) {
  return std::ranges::any_of(networks, [&address](const auto& network) { return network.Holds(address); });
}

// The special ones are those of IANA's registries (iana.org/assignments/iana-ipv4-special-registry and its sister for IPv6), the metadata
// services those of the clouds' manuals.
constexpr std::array kForbiddenIpv4{
    Network<4>{{0, 0, 0, 0}, 8},           // this network: connects to loopback
    Network<4>{{169, 254, 0, 0}, 16},      // link-local, with nearly every cloud's metadata service
    Network<4>{{100, 100, 100, 200}, 32},  // Alibaba's metadata service, in a range that is else local
    Network<4>{{168, 63, 129, 16}, 32},    // Azure's WireServer
    Network<4>{{192, 0, 0, 0}, 24},        // IETF protocols; 192.0.0.192 is Oracle's older metadata service
    Network<4>{{224, 0, 0, 0}, 3},         // multicast, reserved, broadcast
};

constexpr std::array kLocalIpv4{
    Network<4>{{127, 0, 0, 0}, 8},    Network<4>{{10, 0, 0, 0}, 8},    Network<4>{{172, 16, 0, 0}, 12},
    Network<4>{{192, 168, 0, 0}, 16}, Network<4>{{100, 64, 0, 0}, 10},
};

constexpr Network<16> kLoopbackIpv6{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128};

constexpr std::array kForbiddenIpv6{
    Network<16>{{}, 8},                         // unspecified, IPv4-compatible, -translated, and NAT64 of one's own prefix
    Network<16>{{0x20, 0x01}, 32},              // Teredo (RFC 4380) hides an IPv4 address behind an exclusive or
    Network<16>{{0xfe, 0x80}, 9},               // link-local, and site-local of old
    Network<16>{{0xff}, 8},                     // multicast
    Network<16>{{0xfd, 0x00, 0x0e, 0xc2}, 32},  // EC2's metadata service is fd00:ec2::254
    Network<16>{{0xfd, 0x20, 0x00, 0xce}, 32},  // Google's is fd20:ce::254
    Network<16>{{0xfd, 0x00, 0x00, 0x42}, 32},  // Scaleway's is fd00:42::42
};

constexpr Network<16> kLocalIpv6{{0xfc}, 7};

struct Embedding {
  Network<16> network;
  std::size_t begin;  // of the IPv4 address, in bytes
};

constexpr std::array kEmbeddings{
    Embedding{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12},  // IPv4-mapped
    Embedding{{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},                    // NAT64 (RFC 6052)
    Embedding{{{0x20, 0x02}, 16}, 2},                                 // 6to4 (RFC 3056)
};

// Each resolves to an address that is forbidden anyhow; where a proxy of the network answers for it, the name is what is left to judge.
constexpr std::array<std::string_view, 6> kMetadataNames{"metadata.google.internal",   "metadata.goog", "metadata.azure.internal",
                                                         "instance-data.ec2.internal", "instance-data", "metadata.tencentyun.com"};

HostClass ClassOf(const Ipv4& address) {
  if (IsInAny(kForbiddenIpv4, address)) {
    return HostClass::kForbidden;
  }
  return IsInAny(kLocalIpv4, address) ? HostClass::kLocal : HostClass::kPublic;
}

HostClass ClassOf(const Ipv6& address) {
  for (const Embedding& embedding : kEmbeddings) {
    if (embedding.network.Holds(address)) {
      Ipv4 inner{};
      std::copy_n(address.begin() + embedding.begin, inner.size(), inner.begin());
      return ClassOf(inner);
    }
  }
  if (kLoopbackIpv6.Holds(address)) {
    return HostClass::kLocal;
  }
  if (IsInAny(kForbiddenIpv6, address)) {
    return HostClass::kForbidden;
  }
  return kLocalIpv6.Holds(address) ? HostClass::kLocal : HostClass::kPublic;
}

// nullopt for what is no such address, or more than one.
template <class Address>
std::optional<Address> Parse(int family, std::string_view text) {
  Address address{};
  const bool whole = text.find('\0') == std::string_view::npos;
  return whole && inet_pton(family, std::string(text).c_str(), address.data()) == 1 ? std::optional(address) : std::nullopt;
}

// As browsers judge it: a host whose last label is a number is an IPv4 address or nothing.
bool EndsInANumber(std::string_view host) {
  const std::string_view label = host.substr(host.rfind('.') + 1);
  if (label.starts_with("0x")) {
    return std::ranges::all_of(label.substr(2), util::IsHexDigit);
  }
  return !label.empty() && std::ranges::all_of(label, util::IsDigit);
}

}  // namespace

bool IsAddress(std::string_view host) { return Parse<Ipv4>(AF_INET, host) || Parse<Ipv6>(AF_INET6, host); }

HostClass ClassOfAddress(std::string_view address) {
  if (const auto ipv4 = Parse<Ipv4>(AF_INET, address)) {
    return ClassOf(*ipv4);
  }
  const auto ipv6 = Parse<Ipv6>(AF_INET6, address);
  return ipv6 ? ClassOf(*ipv6) : HostClass::kForbidden;
}

HostClass ClassOfHost(std::string_view text) {
  std::string host = util::LowerCase(text);
  if (host.ends_with('.')) {
    host.pop_back();  // the root label: "localhost." is "localhost"
  }
  const bool is_metadata = std::ranges::find(kMetadataNames, host) != kMetadataNames.end();
  if (host.empty() || host.starts_with('.') || host.ends_with('.') || host.find('\0') != std::string::npos || is_metadata) {
    return HostClass::kForbidden;
  }
  // getaddrinfo reads "0x7f.1" and "2130706433" as addresses; inet_pton, which ClassOfAddress asks, does not, and forbids them.
  if (host.find(':') != std::string::npos || EndsInANumber(host)) {
    return ClassOfAddress(host);
  }
  const bool local =
      host == "localhost" || host.ends_with(".localhost") || host == "host.docker.internal" || host.find('.') == std::string::npos;
  return local ? HostClass::kLocal : HostClass::kPublic;
}

}  // namespace rockpool::http
