#include "server/http/origin.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "server/http/message.h"
#include "server/util/strings.h"

namespace rockpool::http {
namespace {

constexpr std::size_t kMaxOriginBytes = 2048;

std::string_view WithoutRootLabel(std::string_view host) {
  if (host.ends_with('.')) {
    host.remove_suffix(1);
  }
  return host;
}

bool IsLoopbackAddress(const std::string& host) {
  constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  constexpr std::array<unsigned char, 16> kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  std::array<unsigned char, 16> address{};
  if (inet_pton(AF_INET, host.c_str(), address.data()) == 1) {
    return address[0] == 127;
  }
  if (inet_pton(AF_INET6, host.c_str(), address.data()) != 1) {
    return false;
  }
  const bool is_mapped = std::memcmp(address.data(), kMapped.data(), kMapped.size()) == 0;
  return address == kLoopback || (is_mapped && address[12] == 127);
}

bool IsLoopback(const std::string& host) {
  const std::string_view name = WithoutRootLabel(host);
  return name == "localhost" || name.ends_with(".localhost") || IsLoopbackAddress(host);
}

bool IsOwnHost(const Request& request, const Url& origin, const std::vector<std::string>& allowed_hosts) {
  const auto own = HostOf(request);
  return own && WithoutRootLabel(own->host) == WithoutRootLabel(origin.host) && IsTrustedHost(own->host, allowed_hosts);
}

std::optional<Url> UrlOfHost(std::string_view host, bool https) {
  if (host.empty() || host.find_first_of("/?#") != std::string_view::npos) {
    return std::nullopt;
  }
  return ParseUrl(std::string(https ? "https://" : "http://").append(host));
}

}  // namespace

std::optional<Url> HostOf(const Request& request, bool https) { return UrlOfHost(request.AskedHost(), https); }

std::string OwnOrigin(std::string_view host, bool is_tls, const std::vector<std::string>& allowed_hosts) {
  const auto own = UrlOfHost(host, is_tls);
  return own && IsTrustedHost(own->host, allowed_hosts) ? own->Origin() : "";
}

std::string PublicOrigin(std::string_view host, std::string_view public_url) {
  const auto known = ParseUrl(public_url);
  const auto asked = known ? UrlOfHost(host, known->https) : std::nullopt;
  return asked && asked->Origin() == known->Origin() ? known->Origin() : "";
}

bool IsTrustedHost(std::string_view host, const std::vector<std::string>& allowed_hosts) {
  return IsAddress(host) || ClassOfHost(host) == HostClass::kLocal ||
         std::ranges::find(allowed_hosts, WithoutRootLabel(host)) != allowed_hosts.end();
}

bool IsSameOrigin(const Request& request, std::string_view origin_text) {
  const auto origin = ParseUrl(origin_text);
  if (!origin) {
    return false;  // "null", which sandboxed pages send, and what is no web page's
  }
  const auto own = HostOf(request, origin->https);
  return own && own->host == origin->host && own->port == origin->port;
}

std::optional<std::string> NormalOrigin(std::string_view text) {
  if (const auto url = ParseUrl(text)) {
    return url->target == "/" ? std::optional(url->Origin()) : std::nullopt;
  }
  const std::size_t scheme = text.find("://");
  const bool is_clean = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\' && c != ','; });
  const bool is_web = util::EqualsIgnoringCase(text.substr(0, scheme), "http") || util::EqualsIgnoringCase(text.substr(0, scheme), "https");
  if (scheme == std::string_view::npos || scheme == 0 || is_web || !is_clean || text.size() > kMaxOriginBytes ||
      text.find_first_of("/?#@", scheme + 3) != std::string_view::npos || text.size() == scheme + 3) {
    return std::nullopt;
  }
  return util::LowerCase(text);
}

bool IsOfForeignPage(const Request& request, const TrustedSites& trusted) {
  const auto origin = request.headers.Find("Origin");
  if (!origin) {
    return IsFetchedAcrossOrigins(request.headers);
  }
  const auto url = ParseUrl(*origin);
  if (url && (IsLoopback(url->host) || IsOwnHost(request, *url, trusted.hosts))) {
    return false;
  }
  const auto normal = NormalOrigin(*origin);
  return !normal || std::ranges::find(trusted.origins, *normal) == trusted.origins.end();
}

bool IsFetchedAcrossOrigins(const Headers& headers) {
  const auto site = headers.Find("Sec-Fetch-Site");
  return site && *site != "same-origin" && *site != "none";
}

namespace {

constexpr std::size_t kMaxRequestedHeadersBytes = 4096;

bool IsListOfNames(std::string_view list) {
  return list.size() <= kMaxRequestedHeadersBytes &&
         std::ranges::all_of(list, [](char c) { return IsTokenCharacter(c) || c == ',' || c == ' '; });
}

}  // namespace

void AddCorsHeaders(Response& response, std::string_view exposed) {
  response.headers.Add("Access-Control-Allow-Origin", "*");
  if (!exposed.empty()) {
    response.headers.Add("Access-Control-Expose-Headers", std::string(exposed));
  }
}

Response PreflightResponse(const Headers& request, std::string methods) {
  Response response;
  response.headers.Add("Access-Control-Allow-Methods", std::move(methods));
  const auto requested = request.Find("Access-Control-Request-Headers");
  if (requested && IsListOfNames(*requested)) {
    response.headers.Add("Access-Control-Allow-Headers", std::string(*requested));
  }
  response.headers.Add("Access-Control-Max-Age", "172800");
  return response;
}

}  // namespace rockpool::http
