#include "server/http/url.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <charconv>
#include <utility>
#include <vector>

#include "server/util/strings.h"

namespace rockpool::http {
namespace {

namespace urls = boost::urls;

constexpr std::size_t kMaxUrlLength = 2048;

bool IsNameCharacter(char c) { return util::IsDigit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_'; }

bool IsClean(std::string_view text) {
  return text.size() <= kMaxUrlLength && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
}

bool IsEscape(std::string_view text) {
  return text.size() >= 3 && text[0] == '%' && util::IsHexDigit(text[1]) && util::IsHexDigit(text[2]);
}

// People's paths and queries have characters that RFC 3986 does not let stand there bare, and Boost.URL holds to it.
std::string Escaped(std::string_view path_and_query) {
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  std::string escaped;
  escaped.reserve(path_and_query.size());
  for (std::size_t i = 0; i < path_and_query.size(); ++i) {
    const char c = path_and_query[i];
    const bool stands_bare =
        c == '%' ? IsEscape(path_and_query.substr(i)) : std::string_view("\"<>[]^`{|}").find(c) == std::string_view::npos;
    if (stands_bare) {
      escaped += c;
    } else {
      escaped += {'%', kHexDigits[static_cast<unsigned char>(c) >> 4], kHexDigits[static_cast<unsigned char>(c) & 15]};
    }
  }
  return escaped;
}

std::string_view WithoutFragment(std::string_view text) { return text.substr(0, text.find('#')); }

// Stands before every name that Boost.URL is shown: 1.81 reads "http://10.0.0.1.example.com/" as the address and a path without a slash
// (github.com/boostorg/url/issues/755), and no name with a letter in front can be mistaken.
constexpr std::string_view kNameMark = "n";

// In small letters; nullopt for a host that neither DNS nor an address could be.
std::optional<std::string> HostOf(const urls::url_view& url) {
  std::string host = util::LowerCase(std::string_view(url.encoded_host_address()));
  if (url.host_type() == urls::host_type::ipv6) {
    return host;
  }
  host.erase(0, kNameMark.size());
  const bool is_name = url.host_type() == urls::host_type::name && !host.empty() && std::ranges::all_of(host, IsNameCharacter);
  return is_name ? std::optional(std::move(host)) : std::nullopt;
}

std::optional<std::uint16_t> PortOf(const urls::url_view& url, bool https) {
  const std::uint16_t own = https ? 443 : 80;
  const std::string_view text = url.port();
  if (!url.has_port() || text == "0") {
    return own;
  }
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && port != 0 ? std::optional(port) : std::nullopt;
}

// RFC 3986, 5.2.4, for a path that begins with a slash.
std::string WithoutDotSegments(std::string_view path) {
  std::vector<std::string_view> kept;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(1, end - 1);
    path.remove_prefix(end);
    const bool goes_up = segment == "..";
    if (goes_up && !kept.empty()) {
      kept.pop_back();
    }
    if (!goes_up && segment != ".") {
      kept.push_back(segment);
    } else if (path.empty()) {
      kept.emplace_back();
    }
  }
  std::string joined;
  for (const std::string_view segment : kept) {
    joined.append("/").append(segment);
  }
  return joined.empty() ? "/" : joined;
}

// Boost 1.81 has a resolve of its own, but it turns "%2F" into a slash and leaves ".." that lead above the root.
std::string ResolveTarget(std::string_view base, std::string_view reference) {
  const std::string_view base_path = base.substr(0, base.find('?'));
  const std::string_view path = reference.substr(0, reference.find('?'));
  const std::string_view query = reference.substr(path.size());
  if (path.empty()) {
    return query.empty() ? std::string(base) : std::string(base_path).append(query);
  }
  const std::string_view folder = path.starts_with('/') ? "" : base_path.substr(0, base_path.rfind('/') + 1);
  return WithoutDotSegments(std::string(folder).append(path)).append(query);
}

}  // namespace

std::string Url::Authority() const {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  std::string authority = is_ipv6 ? "[" + host + "]" : host;
  if (port != (https ? 443 : 80)) {
    authority += ":" + std::to_string(port);
  }
  return authority;
}

std::string Url::Origin() const { return (https ? "https://" : "http://") + Authority(); }

std::optional<Url> ParseUrl(std::string_view text) {
  if (!IsClean(text)) {
    return std::nullopt;
  }
  text = WithoutFragment(text);
  const std::size_t scheme_end = std::min(text.find("://"), text.size());
  const std::string scheme = util::LowerCase(text.substr(0, scheme_end));
  const bool https = scheme == "https";
  // 1.81 asserts on some URLs of other schemes ("a:?", github.com/boostorg/url/issues/665): it is shown none.
  if ((!https && scheme != "http") || scheme_end == text.size()) {
    return std::nullopt;
  }
  const std::size_t authority_begin = scheme_end + 3;
  const std::size_t authority_end = std::min(text.find_first_of("/?", authority_begin), text.size());
  const std::string_view authority = text.substr(authority_begin, authority_end - authority_begin);
  std::string whole(text.substr(0, authority_begin));
  whole.append(authority.starts_with('[') ? "" : kNameMark).append(authority).append(Escaped(text.substr(authority_end)));
  const auto url = urls::parse_uri(whole);
  if (!url || url->has_userinfo()) {
    return std::nullopt;
  }
  std::string target{std::string_view(url->encoded_target())};
  if (authority_end == text.size() ? !target.empty() : !target.starts_with(text[authority_end])) {
    return std::nullopt;  // 1.81 takes what is left of an authority that it cannot read ("[::1]x", "host:80x") for a path
  }
  std::optional<std::string> host = HostOf(*url);
  const std::optional<std::uint16_t> port = PortOf(*url, https);
  if (!host || !port) {
    return std::nullopt;
  }
  if (!target.starts_with('/')) {
    target.insert(0, "/");
  }
  return Url{https, *std::move(host), *port, std::move(target)};
}

std::optional<Url> ResolveUrl(const Url& base, std::string_view reference) {
  if (!IsClean(reference)) {
    return std::nullopt;
  }
  reference = WithoutFragment(reference);
  if (reference.starts_with("//")) {
    return ParseUrl((base.https ? "https:" : "http:") + std::string(reference));
  }
  // A colon in the first segment ends a scheme; without one it has no place there (RFC 3986, 4.2).
  if (reference.substr(0, reference.find_first_of("/?")).find(':') != std::string_view::npos) {
    return ParseUrl(reference);
  }
  return ParseUrl(base.Origin() + ResolveTarget(base.target, reference));
}

}  // namespace rockpool::http
