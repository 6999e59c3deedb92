#include "server/oauth/providers/arrival.h"

#include <exception>
#include <optional>
#include <utility>

#include "server/identity_providers/provider_records.h"
#include "server/oauth/providers/csrf_state.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::size_t kMaxStateLength = 4096;  // ours are far shorter

bool IsAtItsPath(const federation::Attempt& attempt, std::string_view path) { return attempt.callback.ends_with(path); }

// Whether the provider, as the store has it now, sends browsers back with a form.
bool IsByForm(const Exchange& exchange, const federation::Attempt& attempt) {
  const auto record = exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    return transaction.identity_providers().FindSummary(attempt.user_pool_id, attempt.provider);
  });
  const auto* type = record ? &identity_providers::TypeOf(*record) : nullptr;
  return type == &identity_providers::kSaml || type == &identity_providers::kSignInWithApple;
}

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
  if (!MayLackCsrfState(exchange, arrival.site) || !IsByForm(exchange, arrival.attempt)) {
    report.Explain("The browser did not send the cookie that it was given on its way to the provider.");
    throw InvalidState();
  }
  report.Explain("Taken without the cookie: browsers do not send it with a form of another site by plain http.");
}

}  // namespace

Arrival FindArrival(const Exchange& exchange, std::string_view state, Errand errand) {
  if (state.empty() || state.size() > kMaxStateLength) {
    throw InvalidState();
  }
  return exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
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

void TakeArrival(const Exchange& exchange, const Arrival& arrival, world::LookCallCommit& steps, federation::Report& report) {
  CheckBrowser(exchange, arrival, report);
  report.Check("state");
  steps.Owe([state = arrival.state](storage::Transaction& transaction) {
    return federation::TakeAttempt(transaction, state) ? nullptr : std::make_exception_ptr(InvalidState());
  });
}

bool HasExpired(const Exchange& exchange, const Arrival& arrival) { return exchange.world.clock.Now() >= arrival.attempt.expires_millis; }

}  // namespace rockpool::oauth
