#include "server/http/url.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/http.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace rockpool::http {
namespace {

constexpr std::size_t kMaxUrlLength = 2048;

struct OpensslFree {
  void operator()(char* text) const { OPENSSL_free(text); }
};
using OpensslText = std::unique_ptr<char, OpensslFree>;

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsLowerHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); }

bool IsNameCharacter(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_'; }

// As browsers judge it: a host whose last label is a number is an IPv4 address or nothing.
bool EndsInANumber(std::string_view host) {
  const std::string_view label = host.substr(host.rfind('.') + 1);
  if (label.starts_with("0x")) {
    return std::ranges::all_of(label.substr(2), IsLowerHexDigit);
  }
  return !label.empty() && std::ranges::all_of(label, IsDigit);
}

HostClass ClassOfIpv4(const unsigned char* a) {
  constexpr std::array<unsigned char, 4> kAlibabaMetadataService{100, 100, 100, 200};
  if (std::memcmp(a, kAlibabaMetadataService.data(), kAlibabaMetadataService.size()) == 0) {
    return HostClass::kForbidden;
  }
  if (a[0] == 0 || a[0] >= 224 || (a[0] == 169 && a[1] == 254)) {
    return HostClass::kForbidden;
  }
  const bool local = a[0] == 127 || a[0] == 10 || (a[0] == 172 && a[1] >= 16 && a[1] < 32) || (a[0] == 192 && a[1] == 168) ||
                     (a[0] == 100 && a[1] >= 64 && a[1] < 128);
  return local ? HostClass::kLocal : HostClass::kPublic;
}

HostClass ClassOfIpv6(const unsigned char* a) {
  constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  constexpr std::array<unsigned char, 12> kNat64{0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  constexpr std::array<unsigned char, 16> kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  if (std::memcmp(a, kMapped.data(), kMapped.size()) == 0 || std::memcmp(a, kNat64.data(), kNat64.size()) == 0) {
    return ClassOfIpv4(a + 12);
  }
  if (std::memcmp(a, kLoopback.data(), kLoopback.size()) == 0) {
    return HostClass::kLocal;
  }
  if (a[0] == 0x20 && a[1] == 0x02) {  // 6to4 (RFC 3056) carries an IPv4 address after its prefix
    return ClassOfIpv4(a + 2);
  }
  constexpr std::array<unsigned char, 4> kEc2MetadataNetwork{0xfd, 0x00, 0x0e, 0xc2};
  if (std::memcmp(a, kEc2MetadataNetwork.data(), kEc2MetadataNetwork.size()) == 0) {
    return HostClass::kForbidden;
  }
  // ::/8 holds the unspecified address and the old IPv4-compatible ones.
  const bool link_or_site_local = a[0] == 0xfe && a[1] >= 0x80;
  if (a[0] == 0 || a[0] == 0xff || link_or_site_local) {
    return HostClass::kForbidden;
  }
  return (a[0] & 0xfe) == 0xfc ? HostClass::kLocal : HostClass::kPublic;
}

// "[::1]" without its brackets; nullopt for a host that neither DNS nor an address could be.
std::optional<std::string> HostOf(std::string_view text) {
  std::string host = LowerCase(text);
  if (host.starts_with('[')) {
    host = host.substr(1, host.size() - 2);
    std::array<unsigned char, 16> address{};
    return inet_pton(AF_INET6, host.c_str(), address.data()) == 1 ? std::optional(host) : std::nullopt;
  }
  const bool is_name = !host.empty() && std::ranges::all_of(host, IsNameCharacter);
  return is_name ? std::optional(host) : std::nullopt;
}

}  // namespace

std::string Url::Origin() const {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  std::string origin = https ? "https://" : "http://";
  origin += is_ipv6 ? "[" + host + "]" : host;
  if (port != (https ? 443 : 80)) {
    origin += ":" + std::to_string(port);
  }
  return origin;
}

std::optional<Url> ParseUrl(std::string_view text) {
  const bool clean = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
  const std::size_t scheme_end = text.find("://");
  if (!clean || text.size() > kMaxUrlLength || scheme_end == std::string_view::npos) {
    return std::nullopt;
  }
  // OpenSSL 3.0 takes any later colon for the one before the port, and "https://host/ping?id=urn:amazon:cognito" is a common metadata
  // URL: so it is shown nothing after the authority, which ends where RFC 3986 (3.2) says.
  const std::size_t authority_end = std::min(text.find_first_of("/?#", scheme_end + 3), text.size());
  const std::string authority = LowerCase(text.substr(0, scheme_end)) + std::string(text.substr(scheme_end, authority_end - scheme_end));
  if (authority.find('@') != std::string::npos) {
    return std::nullopt;
  }

  int https = 0;
  int port = 0;
  char* raw_host = nullptr;
  const int parsed = OSSL_HTTP_parse_url(authority.c_str(), &https, nullptr, &raw_host, nullptr, &port, nullptr, nullptr, nullptr);
  const OpensslText host_text(raw_host);
  if (parsed != 1 || port == 0) {
    ERR_clear_error();
    return std::nullopt;
  }
  std::optional<std::string> host = HostOf(host_text.get());
  if (!host) {
    return std::nullopt;
  }

  std::string target(text.substr(authority_end, text.find('#', authority_end) - authority_end));
  if (!target.starts_with('/')) {
    target.insert(0, "/");
  }
  return Url{https == 1, *std::move(host), static_cast<std::uint16_t>(port), std::move(target)};
}

bool IsAddress(std::string_view host) {
  std::array<unsigned char, 16> bytes{};
  const std::string text(host);
  const bool whole = host.find('\0') == std::string_view::npos;
  return whole && (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1);
}

HostClass ClassOfAddress(std::string_view address) {
  if (address.find('\0') != std::string_view::npos) {
    return HostClass::kForbidden;
  }
  const std::string text(address);
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
    return ClassOfIpv4(bytes.data());
  }
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) {
    return ClassOfIpv6(bytes.data());
  }
  return HostClass::kForbidden;
}

HostClass ClassOfHost(std::string_view text) {
  std::string host = LowerCase(text);
  if (host.ends_with('.')) {
    host.pop_back();  // the root label: "localhost." is "localhost"
  }
  if (host.empty() || host.starts_with('.') || host.ends_with('.') || host.find('\0') != std::string::npos) {
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
