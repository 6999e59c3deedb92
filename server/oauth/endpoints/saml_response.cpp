// POST /saml2/idpresponse: the assertion consumer service.
#include <string>
#include <string_view>

#include "server/federation/saml/relying_party.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/ended_page.h"
#include "server/oauth/providers/arrival.h"
#include "server/oauth/providers/departure.h"
#include "server/oauth/providers/return_trip.h"
#include "server/oauth/providers/saml_form.h"

namespace rockpool::oauth {
namespace {

// A RelayState of ours is of the base64url alphabet and points; one that begins a sign-in by the provider is a query.
bool IsUnsolicited(std::string_view relay_state) { return relay_state.find('=') != std::string_view::npos; }

}  // namespace

http::Response SamlResponse(const Exchange& exchange) {
  const SamlForm form = RequireSamlForm(exchange);
  if (IsUnsolicited(form.relay_state)) {
    return CompleteUnsolicited(
        exchange, form.relay_state,
        [&](const identity_providers::ProviderInUse& provider, world::LookCallCommit& steps, federation::Report& report) {
          const std::string here = BrowserOriginOf(exchange).append(kSamlResponsePath);
          return federation::ClaimsOf(exchange.world, steps, provider, {form.response, here, std::nullopt}, report);
        });
  }
  const Arrival arrival = FindArrival(exchange, form.relay_state, Errand::kSignIn);
  const auto claims_of = [&](const identity_providers::ProviderInUse& provider, world::LookCallCommit& steps, federation::Report& report) {
    const federation::SamlReturn returned{form.response, arrival.attempt.callback, arrival.attempt.request_id};
    return federation::ClaimsOf(exchange.world, steps, provider, returned, report);
  };
  return CompleteArrival(exchange, arrival, claims_of, ShowEnded);
}

}  // namespace rockpool::oauth
