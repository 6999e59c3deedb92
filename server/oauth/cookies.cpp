#include "server/oauth/cookies.h"

#include <algorithm>
#include <utility>

#include "server/crypto/digest.h"
#include "server/http/origin.h"
#include "server/http/url.h"
#include "server/util/strings.h"

namespace rockpool::oauth {
namespace {

constexpr std::size_t kDrawnCharacters = 43;  // 256 bits
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::time_t kLongAgo = 10;  // recorded: Thu, 01-Jan-1970 00:00:10 GMT

// Behind a proxy the browser may know the site under another name (--public-url), for which it would not take a cookie of this one.
bool IsSeenAtItsHost(const Site& site) {
  const auto origin = site.is_own_host ? http::ParseUrl(site.browser_origin) : std::nullopt;
  return origin && util::EqualsIgnoringCase(origin->host, site.host);
}

http::SetCookie CookieOf(const Site& site, std::string_view recorded, std::string value) {
  http::SetCookie cookie;
  cookie.name = CookieName(site, recorded);
  cookie.value = std::move(value);
  // Recorded: this one alone names the host.
  cookie.domain = recorded == kSessionCookie && IsSeenAtItsHost(site) ? site.host : "";
  cookie.secure = site.is_secure;
  return cookie;
}

void Add(http::Response& response, const http::SetCookie& cookie) { response.headers.Add("Set-Cookie", http::SetCookieHeader(cookie)); }

}  // namespace

std::string CookieName(const Site& site, std::string_view recorded) {
  std::string name(recorded);
  return site.is_own_host ? name : name.append("-").append(site.pool->id);
}

std::optional<std::string_view> FindCookie(const Exchange& exchange, const Site& site, std::string_view recorded) {
  return exchange.cookies.Find(CookieName(site, recorded));
}

std::vector<std::string_view> FindCookies(const Exchange& exchange, const Site& site, std::string_view recorded) {
  const std::string name = CookieName(site, recorded);
  std::vector<std::string_view> values;
  for (const auto& [sent, value] : exchange.cookies) {
    if (sent == name) {
      values.emplace_back(value);
    }
  }
  return values;
}

void SetCookie(http::Response& response, const Site& site, std::string_view recorded, std::string value, http::SameSite same_site) {
  http::SetCookie cookie = CookieOf(site, recorded, std::move(value));
  cookie.same_site = same_site;
  Add(response, cookie);
}

void SetLastingCookie(http::Response& response, const Site& site, std::string_view recorded, std::string value,
                      std::chrono::seconds max_age, util::EpochMillis now) {
  http::SetCookie cookie = CookieOf(site, recorded, std::move(value));
  cookie.is_quoted = true;
  cookie.has_version = true;
  cookie.max_age = max_age;
  cookie.expires = static_cast<std::time_t>(now / 1000 + max_age.count());
  Add(response, cookie);
}

void ClearCookie(http::Response& response, const Site& site, std::string_view recorded) {
  http::SetCookie cookie = CookieOf(site, recorded, "");
  cookie.is_quoted = true;
  cookie.expires = kLongAgo;
  Add(response, cookie);
}

std::string DrawCookieValue(util::Random& random) { return util::RandomText(random, kBase64Url, kDrawnCharacters); }

std::string DigestOfCookie(std::string_view value) { return crypto::Sha256(value); }

bool HasGoodXsrf(const Exchange& exchange, const Site& site) {
  const auto cookie = FindCookie(exchange, site, kXsrfCookie);
  const auto classic = exchange.form.Find("_csrf");
  const auto sent = classic ? classic : exchange.form.Find("csrf");
  return !http::IsFetchedAcrossOrigins(exchange.request.headers) && cookie && !cookie->empty() && sent &&
         crypto::EqualInConstantTime(*cookie, *sent);
}

}  // namespace rockpool::oauth
