// /oauth2/idpresponse: back from a provider that speaks OAuth 2.0. Apple posts a form, the others lead there.
#include <optional>
#include <string>
#include <string_view>

#include "server/federation/oauth2/relying_party.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/ended_page.h"
#include "server/oauth/providers/arrival.h"
#include "server/oauth/providers/return_trip.h"

namespace rockpool::oauth {
namespace {

federation::OAuthReturn ReturnOf(const http::NamedValues& sent) {
  federation::OAuthReturn returned;
  returned.code = Parameter(sent, "code");
  returned.error = Parameter(sent, "error");
  returned.error_description = Parameter(sent, "error_description");
  returned.error_code = Parameter(sent, "error_code");
  returned.error_reason = Parameter(sent, "error_reason");
  returned.user = Parameter(sent, "user");
  returned.issuer = Parameter(sent, "iss");
  return returned;
}

}  // namespace

http::Response IdpResponse(const Exchange& exchange) {
  const http::NamedValues& sent = exchange.request.method == "POST" ? exchange.form : exchange.query;
  const auto state = sent.Find("state");
  if (!state || sent.Count("state") > 1) {
    throw InvalidState();
  }
  const Arrival arrival = FindArrival(exchange, *state, Errand::kSignIn);
  const auto claims_of = [&](const identity_providers::ProviderInUse& provider, world::LookCallCommit& steps, federation::Report& report) {
    steps.Settle();  // the provider's code is good once, too
    return federation::ClaimsOf(exchange.world, provider, ReturnOf(sent), arrival.attempt.callback, report);
  };
  return CompleteArrival(exchange, arrival, claims_of, ShowEnded);
}

}  // namespace rockpool::oauth
