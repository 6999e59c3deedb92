// GET /logout: ends the browser's session, and leads to where the application says. Tokens stay good (documented). Where the session began
// at a SAML provider that is to sign out too, the way leads over that one, and back by POST /saml2/logout.
#include "server/federation/saml/logout.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "server/federation/attempt.h"
#include "server/federation/saml/relying_party.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/oauth/browser_sessions.h"
#include "server/oauth/client_site.h"
#include "server/oauth/cookies.h"
#include "server/oauth/endpoints/sign_out.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/providers/csrf_state.h"
#include "server/oauth/providers/departure.h"
#include "server/oauth/providers/traced_call.h"
#include "server/oauth/site.h"
#include "server/util/random.h"
#include "server/world/look_call_commit.h"

namespace rockpool::oauth {
namespace {

constexpr std::size_t kSweptRows = 4;

struct SamlSignIn {
  identity_providers::SharedProvider provider;
  federation::SamlSession session;
};

// nullopt where nobody is signed in by a SAML provider that is to sign out too.
std::optional<SamlSignIn> FindSamlSignIn(const Exchange& exchange, const Site& site, world::LookCallCommit& steps) {
  const auto browser = FindBrowserSession(exchange, site, [](const std::string& provider) { return provider != kLocalUsers; });
  if (!browser || !browser->origin.saml || site.browser_origin.empty()) {
    return std::nullopt;
  }
  auto provider = steps.Look([&](const storage::Transaction& transaction) {
    return identity_providers::FindProvider(exchange.world, transaction, site.pool->id, browser->origin.provider);
  });
  if (provider == nullptr || !IsSaml(*provider) || !provider->IsOn("IDPSignout")) {
    return std::nullopt;
  }
  return SamlSignIn{std::move(provider), *browser->origin.saml};
}

// 302 to the provider with a LogoutRequest; nullopt where it has no address for one. Throws federation::Refusal.
std::optional<http::Response> SignOutThere(const Exchange& exchange, const ClientSite& leaving, const SamlSignIn& signed_in,
                                           world::LookCallCommit& steps) {
  util::Random& random = exchange.world.random;
  const std::string state = federation::DrawState(random);
  const CsrfState csrf = DrawCsrfState(random);
  federation::Attempt attempt;
  attempt.user_pool_id = leaving.site.pool->id;
  attempt.client_id = leaving.client->id;
  attempt.provider = signed_in.provider->name;
  attempt.sign_in = util::RandomUuid(random);
  attempt.query = exchange.request.query;
  attempt.callback = leaving.site.browser_origin;
  attempt.callback += kSamlLogoutPath;
  attempt.request_id = federation::DrawRequestId(random);
  attempt.csrf_digest = csrf.digest;
  attempt.is_logout = true;
  attempt.expires_millis = exchange.world.clock.Now() + std::chrono::milliseconds(federation::kAttemptLifetime).count();
  std::optional<std::string> address;
  RunTraced(exchange, attempt, [&](sign_in::Trace& /*trace*/, federation::Report& report) -> std::string {
    address = federation::SignOutUrl(exchange.world, *signed_in.provider,
                                     {attempt.request_id, state, signed_in.session, leaving.site.browser_origin}, report);
    if (!address) {
      return "signed out here alone";
    }
    steps.Commit([&](storage::Transaction& transaction) {
      clients::UseClient(transaction, exchange.world.caches, attempt.client_id);  // it may have been deleted
      federation::KeepAttempt(transaction, state, attempt);
      transaction.SweepExpired(exchange.world.clock.Now(), kSweptRows);
    });
    return "sent to " + attempt.provider;
  });
  if (!address) {
    return std::nullopt;
  }
  http::Response response = RedirectTo(*std::move(address));
  SetCsrfState(response, leaving.site, csrf);
  ClearCookie(response, leaving.site, kSessionCookie);
  return response;
}

}  // namespace

http::Response Logout(const Exchange& exchange) {
  const ClientSite leaving = RequireClientSite(exchange);
  http::Response response = LeadOut(exchange, leaving);
  world::LookCallCommit steps(exchange.world.store);
  const auto signed_in = FindSamlSignIn(exchange, leaving.site, steps);
  // First of all: whoever signs out is signed out here, whatever becomes of it there.
  EndBrowserSession(exchange, leaving.site, response);
  if (signed_in) {
    try {
      response = SignOutThere(exchange, leaving, *signed_in, steps).value_or(std::move(response));
    } catch (const federation::Refusal&) {
      // It cannot be asked, which the trace says.
    }
  }
  return response;
}

}  // namespace rockpool::oauth
