// The parts of an http or https URL. What may be said of its host stands in host_class.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/host_class.h"

namespace rockpool::http {

struct Url {
  bool https = false;
  std::string host;  // lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;
  std::string target;  // path and query as they are sent, at least "/"

  // host[:port], as a Host header names it: the port only where it is not the scheme's own.
  std::string Authority() const;

  // scheme://host[:port]
  std::string Origin() const;
};

// nullopt for what is no absolute http(s) URL, for one over 2048 characters, with user information, or with a character that has no place
// in a URL (spaces, control characters, backslashes, all beyond ASCII). Other characters that RFC 3986 wants escaped in a path or query
// ("|", "[") are taken and escaped.
std::optional<Url> ParseUrl(std::string_view text);

// The URL that `reference` names where `base` is the URL of the document (RFC 3986, 5.2): how a Location header is read. nullopt where
// ParseUrl would say so of the reference or of what comes out.
std::optional<Url> ResolveUrl(const Url& base, std::string_view reference);

}  // namespace rockpool::http
