// providers: the way of a browser to an identity provider and back. It knows the endpoints of neither end, nor pages: what is asked of the
// provider and whether its answer is believed is federation's.
//
// The cookies that tie the way there to the way back, so that nobody else's answer ends in this browser: csrf-state and csrf-state-legacy,
// for browsers that know SameSite=None and for those that do not (recorded). On plain http, where there is no SameSite=None, the first is
// SameSite=Lax, and a form that another site posts may come without it.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/oauth/exchange.h"
#include "server/oauth/site.h"
#include "server/util/random.h"

namespace rockpool::oauth {

struct CsrfState {
  std::string value;   // of the cookies
  std::string digest;  // bytes: what an attempt keeps of it
};

CsrfState DrawCsrfState(util::Random& random);

void SetCsrfState(http::Response& response, const Site& site, const CsrfState& state);
void ClearCsrfState(http::Response& response, const Site& site);

enum class CsrfVerdict {
  kSame,
  kOther,    // it has sent them, and none is that one
  kMissing,  // it has sent none
};

// In constant time.
CsrfVerdict CompareCsrfState(const Exchange& exchange, const Site& site, std::string_view digest);

// Whether an answer of a provider that answers by forms may come without the cookie: a form, by plain http, of which the browser says that
// another site has sent it. The state, which nobody else knows and which is good once, is all that it shows then.
bool MayLackCsrfState(const Exchange& exchange, const Site& site);

}  // namespace rockpool::oauth
