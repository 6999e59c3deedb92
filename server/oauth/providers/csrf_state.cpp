#include "server/oauth/providers/csrf_state.h"

#include "server/crypto/digest.h"
#include "server/http/cookies.h"
#include "server/oauth/cookies.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kCookie = "csrf-state";
constexpr std::string_view kLegacyCookie = "csrf-state-legacy";

}  // namespace

CsrfState DrawCsrfState(util::Random& random) {
  CsrfState state;
  state.value = DrawCookieValue(random);
  state.digest = DigestOfCookie(state.value);
  return state;
}

void SetCsrfState(http::Response& response, const Site& site, const CsrfState& state) {
  SetCookie(response, site, kCookie, state.value, site.is_secure ? http::SameSite::kNone : http::SameSite::kLax);
  SetCookie(response, site, kLegacyCookie, state.value, http::SameSite::kUnsaid);
}

void ClearCsrfState(http::Response& response, const Site& site) {
  ClearCookie(response, site, kCookie);
  ClearCookie(response, site, kLegacyCookie);
}

CsrfVerdict CompareCsrfState(const Exchange& exchange, const Site& site, std::string_view digest) {
  auto verdict = CsrfVerdict::kMissing;
  for (const std::string_view name : {kCookie, kLegacyCookie}) {
    for (const std::string_view value : FindCookies(exchange, site, name)) {
      if (crypto::EqualInConstantTime(DigestOfCookie(value), digest)) {
        return CsrfVerdict::kSame;
      }
      verdict = CsrfVerdict::kOther;
    }
  }
  return verdict;
}

bool MayLackCsrfState(const Exchange& exchange, const Site& site) {
  return !site.is_secure && exchange.request.method == "POST" && exchange.request.headers.Find("Sec-Fetch-Site") == "cross-site";
}

}  // namespace rockpool::oauth
