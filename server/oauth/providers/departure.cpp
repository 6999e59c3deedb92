#include "server/oauth/providers/departure.h"

#include <chrono>
#include <utility>

#include "server/clients/client_in_use.h"
#include "server/federation/attempt.h"
#include "server/federation/oauth2/relying_party.h"
#include "server/federation/saml/relying_party.h"
#include "server/http/form.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/oauth/completion.h"
#include "server/oauth/errors.h"
#include "server/oauth/providers/csrf_state.h"
#include "server/oauth/providers/traced_call.h"
#include "server/pools/acr_levels.h"
#include "server/util/random.h"
#include "server/world/look_call_commit.h"

namespace rockpool::oauth {
namespace {

using identity_providers::ProviderInUse;

constexpr std::size_t kSweptRows = 4;  // more than one, so that attempts which nobody ends do not pile up

struct Draft {
  std::string state;
  federation::Attempt attempt;
  CsrfState csrf;
};

Draft DraftOf(const Exchange& exchange, const AuthorizationRequest& request, const ProviderInUse& provider) {
  util::Random& random = exchange.world.random;
  Draft draft;
  draft.state = federation::DrawState(random);
  draft.csrf = DrawCsrfState(random);
  federation::Attempt& attempt = draft.attempt;
  attempt.user_pool_id = request.client->pool->id;
  attempt.client_id = request.client->id;
  attempt.provider = provider.name;
  attempt.sign_in = util::RandomUuid(random);
  attempt.query = request.query;
  attempt.callback = request.site.browser_origin;
  attempt.callback += IsSaml(provider) ? kSamlResponsePath : kIdpResponsePath;
  attempt.request_id = IsSaml(provider) ? federation::DrawRequestId(random) : "";
  attempt.csrf_digest = draft.csrf.digest;
  attempt.nonce = DrawNonce(random);
  attempt.expires_millis = exchange.world.clock.Now() + std::chrono::milliseconds(federation::kAttemptLifetime).count();
  return draft;
}

std::string AddressOf(const Exchange& exchange, const AuthorizationRequest& request, const ProviderInUse& provider, const Draft& draft,
                      federation::Report& report) {
  const std::string& origin = request.site.browser_origin;
  if (IsSaml(provider)) {
    return federation::SignOnUrl(exchange.world, provider, {draft.attempt.request_id, draft.state, draft.attempt.callback, origin}, report);
  }
  federation::OAuthRequest asked{draft.state, draft.attempt.callback, request.login_hint, {}, origin, {}};
  for (const int level : request.acr_levels) {
    asked.acr_levels.emplace_back(pools::kAcrLevels.at(static_cast<std::size_t>(level) - 1));
  }
  for (const std::string& prompt : request.prompts) {
    if (prompt != "none") {
      asked.prompts.push_back(prompt);
    }
  }
  return federation::AuthorizationUrl(exchange.world, provider, asked, report);
}

http::Response Depart(const Exchange& exchange, const AuthorizationRequest& request, const ProviderInUse& provider,
                      world::LookCallCommit& steps) {
  const Draft draft = DraftOf(exchange, request, provider);
  std::string address;
  RunTraced(exchange, draft.attempt, [&](sign_in::Trace& /*trace*/, federation::Report& report) {
    address = AddressOf(exchange, request, provider, draft, report);
    steps.Commit([&](storage::Transaction& transaction) {
      clients::UseClient(transaction, exchange.world.caches, draft.attempt.client_id);  // it may have been deleted
      federation::KeepAttempt(transaction, draft.state, draft.attempt);
      transaction.SweepExpired(exchange.world.clock.Now(), kSweptRows);
    });
    return "sent to " + provider.name;
  });
  http::Response response = RedirectTo(std::move(address));
  SetCsrfState(response, request.site, draft.csrf);
  return response;
}

}  // namespace

http::Response LeadToProvider(const Exchange& exchange, const AuthorizationRequest& request) {
  if (request.site.browser_origin.empty()) {
    throw PageError("invalid_request", {{"client_id", request.client->id}});  // the provider could send the browser nowhere
  }
  world::LookCallCommit steps(exchange.world.store);
  const auto provider = steps.Look([&](const storage::Transaction& transaction) {
    return identity_providers::FindProvider(exchange.world, transaction, request.client->pool->id, *request.identity_provider);
  });
  if (provider == nullptr) {
    return RedirectToPage(exchange, "/login?" + request.query);  // where it is told; it was deleted a moment ago
  }
  try {
    return Depart(exchange, request, *provider, steps);
  } catch (const federation::Refusal& refusal) {
    RefuseRequest(*request.client, request.place(), refusal.error(), DescriptionOf(refusal));
  }
}

std::string WithoutProvider(const http::NamedValues& query) {
  http::NamedValues kept;
  for (const auto& [name, value] : query) {
    if (name != "identity_provider" && name != "idp_identifier") {
      kept.Add(name, value);
    }
  }
  return http::EncodeForm(kept, http::Blanks::kPlus);
}

bool IsClickedHere(const Exchange& exchange) {
  const http::Headers& headers = exchange.request.headers;
  if (const auto site = headers.Find("Sec-Fetch-Site")) {
    return site == "same-origin";
  }
  const std::string origin = BrowserOriginOf(exchange);
  const auto referer = headers.Find("Referer");
  return referer && !origin.empty() && referer->starts_with(origin + "/");
}

}  // namespace rockpool::oauth
