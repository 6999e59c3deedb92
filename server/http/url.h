// The parts of an http or https URL, and what can be said of its host by its name alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::http {

struct Url {
  bool https = false;
  std::string host;  // lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;
  std::string target;  // path and query as they are sent, at least "/"

  // scheme://host[:port], the port only where it is not the scheme's own.
  std::string Origin() const;
};

// nullopt for what is no absolute http(s) URL, for one over 2048 characters, with user information, or with a character that has no place
// in a URL (spaces, control characters, backslashes, all beyond ASCII).
std::optional<Url> ParseUrl(std::string_view text);

// kLocal: loopback and private-range addresses, `localhost` and its subdomains, `host.docker.internal`, and names without a dot
// (the other containers of a compose file). kForbidden: addresses that no document is ever fetched from (unspecified, link-local with
// the cloud's metadata service, multicast). kPublic: all else.
enum class HostClass { kLocal, kPublic, kForbidden };

// Judges by the text alone; resolves nothing.
HostClass ClassOfHost(std::string_view host);

// Whether the host is an IPv4 or IPv6 address in text form, and so no name that anyone could point elsewhere.
bool IsAddress(std::string_view host);

// `address` is an IPv4 or IPv6 address in text form; anything else is kForbidden. IPv4 addresses inside IPv6 are judged as IPv4.
HostClass ClassOfAddress(std::string_view address);

}  // namespace rockpool::http
