#include "server/http/cookies.h"

#include <algorithm>
#include <ctime>
#include <stdexcept>
#include <string_view>

#include "server/http/message.h"
#include "server/util/strings.h"
#include "server/util/time_text.h"

namespace rockpool::http {
namespace {

bool IsCookieOctet(char c) { return c > ' ' && c < '\x7f' && c != '"' && c != ',' && c != ';' && c != '\\'; }

bool IsValue(std::string_view text) { return std::ranges::all_of(text, IsCookieOctet); }

bool IsDomain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return util::IsLetterOrDigit(c) || c == '-' || c == '.'; });
}

bool IsPath(std::string_view text) {
  return text.starts_with('/') && std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f' && c != ';'; });
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

std::string_view WithoutQuotes(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

bool HasWhatItsNamePromises(const SetCookie& cookie) {
  if (cookie.name.starts_with("__Host-")) {
    return cookie.secure && cookie.path == "/" && cookie.domain.empty();
  }
  return cookie.secure || !cookie.name.starts_with("__Secure-");
}

// nullptr where it may be set.
const char* FaultOf(const SetCookie& cookie) {
  if (!IsValue(cookie.value)) {
    return " has a value that must be encoded";
  }
  if (!IsPath(cookie.path)) {
    return " has a path that is none";
  }
  if (!IsDomain(cookie.domain)) {
    return " has a domain that is none";
  }
  if (cookie.max_age && cookie.max_age->count() < 0) {
    return " has an age below zero";
  }
  if (!cookie.secure && cookie.same_site == SameSite::kNone) {
    return " has SameSite=None without Secure";
  }
  return HasWhatItsNamePromises(cookie) ? nullptr : " has not what its name promises";
}

void Check(const SetCookie& cookie) {
  if (!IsToken(cookie.name)) {
    throw std::invalid_argument("a cookie cannot be set: its name is no token");
  }
  if (const char* fault = FaultOf(cookie)) {
    throw std::invalid_argument("a cookie cannot be set: " + cookie.name + fault);
  }
}

std::string_view TextOf(SameSite same_site) {
  switch (same_site) {
    case SameSite::kStrict:
      return "; SameSite=Strict";
    case SameSite::kNone:
      return "; SameSite=None";
    case SameSite::kUnsaid:
      return "";
    case SameSite::kLax:
      break;
  }
  return "; SameSite=Lax";
}

}  // namespace

NamedValues ParseCookies(const Headers& headers) {
  NamedValues cookies;
  for (const auto& [header, line] : headers) {
    if (!util::EqualsIgnoringCase(header, "Cookie")) {
      continue;
    }
    for (const std::string_view pair : util::Split(line, ";")) {
      const std::size_t equals = pair.find('=');
      const std::string_view name = Trimmed(pair.substr(0, equals));
      const std::string_view value = equals == std::string_view::npos ? "" : WithoutQuotes(Trimmed(pair.substr(equals + 1)));
      if (cookies.size() == kMaxCookies) {
        return cookies;
      }
      if (equals != std::string_view::npos && IsToken(name) && IsValue(value)) {
        cookies.Add(std::string(name), std::string(value));
      }
    }
  }
  return cookies;
}

std::string SetCookieHeader(const SetCookie& cookie) {
  Check(cookie);
  const std::string quote = cookie.is_quoted ? "\"" : "";
  std::string header = cookie.name + "=" + quote + cookie.value + quote;
  header += cookie.has_version ? "; Version=1" : "";
  if (!cookie.domain.empty()) {
    header += "; Domain=" + cookie.domain;
  }
  if (cookie.max_age) {
    header += "; Max-Age=" + std::to_string(cookie.max_age->count());
  }
  if (cookie.expires) {
    header += "; Expires=" + util::HttpTime(*cookie.expires, '-');  // as recorded; RFC 6265 (5.1.1) reads dashes too
  }
  header += "; Path=" + cookie.path;
  header += cookie.secure ? "; Secure" : "";
  header += cookie.http_only ? "; HttpOnly" : "";
  return header.append(TextOf(cookie.same_site));
}

}  // namespace rockpool::http
