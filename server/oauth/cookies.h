// The cookies of the pages: recorded names where the host is the domain's own, else names that end in the pool's id. What they say is
// either a drawn value that names a row of the store, or nothing that needs trust.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/cookies.h"
#include "server/http/message.h"
#include "server/oauth/exchange.h"
#include "server/oauth/site.h"
#include "server/util/clock.h"
#include "server/util/random.h"

namespace rockpool::oauth {

inline constexpr std::string_view kXsrfCookie = "XSRF-TOKEN";
inline constexpr std::string_view kSessionCookie = "cognito";     // who is signed in: browser_sessions.h
inline constexpr std::string_view kPageFlowCookie = "page-data";  // what is between two pages: names a storage::PageFlow
inline constexpr std::string_view kLangCookie = "lang";

// The name that one of these has at the site.
std::string CookieName(const Site& site, std::string_view recorded);

// What the browser sent of it; nullopt if nothing. The view lives as long as the exchange.
std::optional<std::string_view> FindCookie(const Exchange& exchange, const Site& site, std::string_view recorded);

// All that it sent of it: a custom domain below another one is sent that one's too, in an order that says nothing.
std::vector<std::string_view> FindCookies(const Exchange& exchange, const Site& site, std::string_view recorded);

// HttpOnly, Secure where browsers come by https. `value` is of letters, digits and plain signs (http::SetCookie). It goes
// when the browser ends. Requires of SameSite::kNone: browsers come by https.
void SetCookie(http::Response& response, const Site& site, std::string_view recorded, std::string value,
               http::SameSite same_site = http::SameSite::kLax);

// One that stays for a while, with the attributes and quotes that were recorded of the session's. `now` is the browser's time.
void SetLastingCookie(http::Response& response, const Site& site, std::string_view recorded, std::string value,
                      std::chrono::seconds max_age, util::EpochMillis now);
void ClearCookie(http::Response& response, const Site& site, std::string_view recorded);

// A value that nobody guesses, for the cookies that name a row, and the digest under which the store keeps it.
std::string DrawCookieValue(util::Random& random);
std::string DigestOfCookie(std::string_view value);

// Whether the form came from the page that this browser was shown last: `_csrf` (classic) or `csrf` (managed login) is the value of its
// XSRF-TOKEN, and the browser does not say that a page of another origin has sent it, which may have set that cookie (from a neighbouring
// subdomain). Compares in constant time.
bool HasGoodXsrf(const Exchange& exchange, const Site& site);

}  // namespace rockpool::oauth
