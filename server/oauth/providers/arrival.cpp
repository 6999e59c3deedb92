#include "server/oauth/providers/arrival.h"

#include <optional>
#include <utility>

#include "server/identity_providers/provider_type.h"
#include "server/oauth/providers/csrf_state.h"
#include "server/oauth/providers/departure.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::size_t kMaxStateLength = 4096;  // ours are far shorter

// SAML's and Apple's answers are forms. Nobody else's is, and one that some page posts must not sign its visitor in.
bool ComesByForm(const Exchange& exchange, const federation::Attempt& attempt) {
  return exchange.request.path != kIdpResponsePath || attempt.provider == identity_providers::kSignInWithApple.name;
}

bool IsAtItsPath(const federation::Attempt& attempt, std::string_view path) { return attempt.callback.ends_with(path); }

void CheckBrowser(const Exchange& exchange, const Arrival& arrival, federation::Report& report) {
  report.Check("csrf-state cookie");
  const CsrfVerdict verdict = CompareCsrfState(exchange, arrival.site, arrival.attempt.csrf_digest);
  if (verdict == CsrfVerdict::kSame) {
    return;
  }
  if (verdict == CsrfVerdict::kOther) {
    report.Explain("The browser has the cookie of another sign-in: of another tab, or this answer was meant for somebody else.");
    throw InvalidState();
  }
  if (!ComesByForm(exchange, arrival.attempt) || !MayLackCsrfState(exchange, arrival.site)) {
    report.Explain("The browser did not send the cookie that it was given on its way to the provider.");
    throw InvalidState();
  }
  report.Explain("Taken without the cookie: browsers do not send it with a form of another site by plain http.");
}

}  // namespace

PageError InvalidState() { return PageError("Invalid state", {}, http::Blanks::kEscaped); }

Arrival FindArrival(const Exchange& exchange, std::string_view state, Errand errand) {
  if (state.empty() || state.size() > kMaxStateLength) {
    throw InvalidState();
  }
  return exchange.world.store.Read([&](const storage::Transaction& transaction) {
    auto attempt = federation::FindAttempt(transaction, state);
    if (!attempt || attempt->is_logout != (errand == Errand::kLogout) || !IsAtItsPath(*attempt, exchange.request.path)) {
      throw InvalidState();
    }
    auto site = FindSiteOfPool(transaction, exchange, attempt->user_pool_id);
    if (!site) {
      throw InvalidState();
    }
    return Arrival{std::string(state), *std::move(attempt), *std::move(site)};
  });
}

void TakeArrival(const Exchange& exchange, const Arrival& arrival, federation::Report& report) {
  CheckBrowser(exchange, arrival, report);
  report.Check("state");
  const bool is_first =
      exchange.world.store.Write([&](storage::Transaction& transaction) { return federation::TakeAttempt(transaction, arrival.state); });
  if (!is_first) {
    throw InvalidState();
  }
}

bool HasExpired(const Exchange& exchange, const Arrival& arrival) { return exchange.world.clock.Now() >= arrival.attempt.expires_millis; }

}  // namespace rockpool::oauth
