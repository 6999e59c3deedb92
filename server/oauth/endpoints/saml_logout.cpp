// POST /saml2/logout: back from a SAML provider where somebody was signed out.
#include <string>

#include "server/federation/saml/logout.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/oauth/client_site.h"
#include "server/oauth/endpoints/sign_out.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/providers/arrival.h"
#include "server/oauth/providers/csrf_state.h"
#include "server/oauth/providers/saml_form.h"
#include "server/oauth/providers/traced_call.h"
#include "server/oauth/resumed.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// Assumed: the text, and that who comes back too late is told the same. He is signed out here already.
PageError BadResponse() { return PageError("Invalid samlResponse or relayState from identity provider"); }

void RequireGood(const Exchange& exchange, const federation::Attempt& attempt, const std::string& response, federation::Report& report) {
  report.Check("provider");
  const auto provider = exchange.world.store.Read([&](const storage::Transaction& transaction) {
    return identity_providers::FindProvider(exchange.world, transaction, attempt.user_pool_id, attempt.provider);
  });
  if (provider == nullptr || !IsSaml(*provider) ||
      !federation::IsGoodLogoutResponse(exchange.world, *provider, response, attempt.request_id, report)) {
    throw BadResponse();
  }
}

}  // namespace

http::Response SamlLogout(const Exchange& exchange) {
  const SamlForm form = RequireSamlForm(exchange);
  const Arrival arrival = FindArrival(exchange, form.relay_state, Errand::kLogout);
  RunTraced(exchange, arrival.attempt, [&](sign_in::Trace& /*trace*/, federation::Report& report) {
    world::LookCallCommit steps(exchange.world.store);
    TakeArrival(exchange, arrival, steps, report);
    steps.Settle();
    report.Check("time");
    if (HasExpired(exchange, arrival)) {
      throw BadResponse();
    }
    try {
      RequireGood(exchange, arrival.attempt, form.response, report);
    } catch (const federation::Refusal& refusal) {
      report.Explain(refusal.description());
      throw BadResponse();
    }
    return "signed out";
  });
  const Resumed resumed(exchange, arrival.attempt.query);
  http::Response response = LeadOut(resumed.exchange(), RequireClientSite(resumed.exchange()));
  ClearCsrfState(response, arrival.site);
  return response;
}

}  // namespace rockpool::oauth
