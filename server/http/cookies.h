// Cookies (RFC 6265): the ones that a browser sends, and the line that sets one. Keeps none.
#pragma once

#include <chrono>
#include <cstddef>
#include <ctime>
#include <optional>
#include <string>

#include "server/http/message.h"

namespace rockpool::http {

inline constexpr std::size_t kMaxCookies = 256;

// The cookies of all Cookie headers, as they were sent: a browser puts the one of the longest path first. On localhost they are those of
// every application on every port, so what is not to the letter of RFC 6265 (4.1.1) is passed over, and the rest is read. Quotes around a
// value are no part of it: some clients send them back as they came, others do not. What follows the first kMaxCookies is not looked at.
NamedValues ParseCookies(const Headers& headers);

// kUnsaid leaves the attribute out: most browsers take that for Lax, and some send such a cookie with a form of another site for a while.
enum class SameSite { kStrict, kLax, kNone, kUnsaid };

struct SetCookie {
  std::string name;   // a token
  std::string value;  // as it is sent: encode what is not letters, digits and plain signs
  std::string path = "/";
  std::string domain;                           // empty: the host alone that sets it
  std::optional<std::chrono::seconds> max_age;  // 0 takes the cookie away; none keeps it until the browser ends
  std::optional<std::time_t> expires;           // the same for who does not know max_age, which counts where there are both
  // As Java servers write values that may need it: in quotes, which a browser takes for a part of the value.
  bool is_quoted = false;
  bool has_version = false;  // `Version=1` (RFC 2109), which browsers pass over
  bool secure = false;
  bool http_only = true;
  SameSite same_site = SameSite::kLax;
};

// The value of a Set-Cookie header, its attributes in the order in which AWS's were recorded. Throws std::invalid_argument for what would
// be another cookie than is meant (a name that is no token; a value, path or domain with a character that ends it), and for what browsers
// refuse: SameSite=None without Secure, and names that begin with __Secure- or __Host- without what these promise (RFC 6265bis, 4.1.3).
std::string SetCookieHeader(const SetCookie& cookie);

}  // namespace rockpool::http
