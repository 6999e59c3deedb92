// Which host a request goes to, and whose web page has sent it. A browser on a developer's machine reaches this server whatever page it
// shows; by these questions the server tells such pages from its own users.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"
#include "server/http/url.h"

namespace rockpool::http {

// The host and port that the request names: of a target in absolute form, else of the Host header. The port is the default one of http, or
// of https, where none is named. nullopt if there is no host, or something else in its place.
std::optional<Url> HostOf(const Request& request, bool https = false);

// Whether nobody else can point the name at this machine (DNS rebinding): IP addresses, localhost and its subdomains, host.docker.internal,
// names without a dot, and `allowed_hosts` (in lower case, without ports). `host` is in lower case; a point at its end does not count.
bool IsTrustedHost(std::string_view host, const std::vector<std::string>& allowed_hosts);

// How links to this server begin for who has reached it by that host[:port]: "http://localhost:9229". Empty if the host is not one that
// IsTrustedHost takes, for then a stranger may have chosen it.
std::string OwnOrigin(std::string_view host, bool is_tls, const std::vector<std::string>& allowed_hosts);

// How they begin for who has reached it by the host[:port] of `public_url`, an absolute URL: with its scheme too, which a request behind a
// proxy does not name. Empty for any other host, and where there is no such URL.
std::string PublicOrigin(std::string_view host, std::string_view public_url);

// Whether `origin`, the value of an Origin header, is where the request itself goes to.
bool IsSameOrigin(const Request& request, std::string_view origin);

// One spelling for what Origin headers and users write: "https://App.Example:443" and "https://app.example" are one origin. nullopt for
// what is none ("null" is none). Origins of other schemes ("capacitor://localhost") are taken as they are, in lower case.
std::optional<std::string> NormalOrigin(std::string_view text);

// The pages of other sites that are welcome all the same.
struct TrustedSites {
  std::vector<std::string> hosts;    // as IsTrustedHost takes them
  std::vector<std::string> origins;  // as NormalOrigin writes them

  bool operator==(const TrustedSites&) const = default;
};

// Whether a page of another site has sent the request: its Origin is neither a loopback host, nor the host that the request goes to (if
// that is a trusted one), nor one of `trusted.origins`. The port and the scheme of loopback and of the own host do not matter. "null",
// which sandboxed pages and files send, is foreign. A request without an Origin is foreign if its Sec-Fetch-Site says that it comes from
// another site, and so never if no browser has sent it.
bool IsOfForeignPage(const Request& request, const TrustedSites& trusted);

// Whether a page may have sent the request from another origin: its Sec-Fetch-Site is there and says neither `same-origin` nor `none` (a
// person who typed the address). Browsers send it to https and to loopback hosts only.
bool IsFetchedAcrossOrigins(const Headers& headers);

// What browsers ask of a server that pages of other origins may call. Owns the header values; the router knows which paths they are for.

// Whether pages of other origins may call an endpoint.
enum class Cors { kNone, kAnyOrigin };

// The headers that let a page read `response`, whatever its status, and those of its headers that `exposed` lists.
void AddCorsHeaders(Response& response, std::string_view exposed);

// The answer to a preflight: 200 with an empty body, without the headers of AddCorsHeaders. `methods` is a comma-separated list. The
// headers that the browser asks for are allowed as asked, unless the list is over 4 KiB or is no list of header names: then none are.
Response PreflightResponse(const Headers& request, std::string methods);

}  // namespace rockpool::http
