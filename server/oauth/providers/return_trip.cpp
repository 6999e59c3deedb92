#include "server/oauth/providers/return_trip.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/accounts/user.h"
#include "server/federation/level.h"
#include "server/federation/refusal.h"
#include "server/federation/users/federated_sign_in.h"
#include "server/http/form.h"
#include "server/identity_providers/provider_records.h"
#include "server/oauth/authorization_request.h"
#include "server/oauth/completion.h"
#include "server/oauth/providers/csrf_state.h"
#include "server/oauth/providers/departure.h"
#include "server/oauth/providers/traced_call.h"
#include "server/oauth/rates.h"
#include "server/oauth/resumed.h"
#include "server/util/lists.h"
#include "server/util/random.h"

namespace rockpool::oauth {
namespace {

struct FoundProvider {
  identity_providers::SharedProvider provider;  // null: it is gone, or not the client's
};

// The first look of the `steps`: whatever the provider says later is said to these contents of the store.
FoundProvider Find(const Exchange& exchange, world::LookCallCommit& steps, const AuthorizationRequest& request, const std::string& name) {
  if (!util::Contains(request.client->settings.SupportedIdentityProviders, name)) {
    return {};
  }
  return steps.Look([&](const storage::Transaction& transaction) {
    return FoundProvider{identity_providers::FindProvider(exchange.world, transaction, request.client->pool->id, name)};
  });
}

http::Response SignIn(const Exchange& exchange, world::LookCallCommit& steps, const AuthorizationRequest& request,
                      const FoundProvider& found, const ClaimsSource& source, sign_in::Trace& trace, federation::Report& report) {
  const federation::Claims claims = source(*found.provider, steps, report);
  trace.SetName(claims.subject);
  const accounts::User user =
      federation::SignInUser(exchange.world, steps, request.client, *found.provider, claims, report, exchange.caller);
  trace.call().username = user.username();
  federation::ReachedLevel reached = federation::LevelOf(*found.provider, claims);
  const SessionOrigin origin{found.provider->name, found.provider->creation_millis, claims.subject, claims.saml, reached.level};
  const sign_in::SignedIn signed_in{user, exchange.world.clock.Now(), "", trace.call().sign_in, "", std::move(reached.methods)};
  return FinishSignIn(exchange, steps, request, signed_in, origin);
}

http::Response Told(const Exchange& exchange, const AuthorizationRequest& request, const federation::Refusal& refusal) {
  try {
    RefuseRequest(*request.client, request.place(), refusal.error(), DescriptionOf(refusal));
  } catch (const RedirectError& error) {
    return AnswerOf(error);
  } catch (const PageError& error) {
    return AnswerOf(exchange, error);
  }
}

// Of a SAML provider by its path, and of another one by the other.
bool IsOfPath(const Exchange& exchange, const identity_providers::ProviderInUse& provider) {
  return IsSaml(provider) == (exchange.request.path == kSamlResponsePath);
}

PageError Unsolicited() { return PageError("Invalid samlResponse or relayState from identity provider"); }

AuthorizationRequest RequestIn(const Exchange& resumed) {
  try {
    return RequireAuthorizationRequest(resumed);
  } catch (const OAuthError&) {
    // Assumed of all that may be wrong with it: nobody has shown yet that the application wants to hear of it.
    throw PageError("Invalid relayState from identity provider");
  }
}

// Documented of who takes sign-ins that begin at a provider. Assumed: that it is looked at then, and that the pool's own users count as no
// provider.
bool HasOnlySaml(const Exchange& exchange, const clients::ClientInUse& client) {
  return exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    return std::ranges::all_of(util::MembersOf(client.settings.SupportedIdentityProviders), [&](const std::string& name) {
      const auto record = transaction.identity_providers().FindSummary(client.pool->id, name);
      return !record || &identity_providers::TypeOf(*record) == &identity_providers::kSaml;
    });
  });
}

// Documented texts; which of them is said of what is Assumed.
void RequireUnsolicited(const Exchange& exchange, const AuthorizationRequest& request, const FoundProvider& found,
                        federation::Report& report) {
  if (request.login_option == LoginOption::kMissing || (request.identity_provider && found.provider == nullptr)) {
    throw PageError("Invalid State/RelayState provided");
  }
  if (!request.identity_provider) {
    throw PageError("Invalid relayState from identity provider");
  }
  // Assumed: who registered himself gets nobody who did not ask for it.
  if (!IsOfPath(exchange, *found.provider) || !found.provider->IsOn("IDPInit") || HasRegisteredItself(*request.client)) {
    throw Unsolicited();
  }
  if (!HasOnlySaml(exchange, *request.client)) {
    report.Explain("The app client has a provider that is none of SAML, beside which no sign-in begins at a provider.");
    throw Unsolicited();
  }
}

// What was spent already refuses the call, whatever else does.
void Settle(world::LookCallCommit& steps, federation::Report& report, sign_in::Trace::Last last) {
  try {
    steps.Settle();
  } catch (const InvalidState&) {
    report.CheckAgain("state", last);
    throw;
  } catch (const federation::Refusal&) {
    report.CheckAgain("replay", last);
    throw;
  }
}

// Settles what the steps of `run` owe, however it ends.
template <class Run>
void Settled(world::LookCallCommit& steps, federation::Report& report, const Run& run) {
  try {
    run();
  } catch (...) {
    Settle(steps, report, sign_in::Trace::Last::kHasRefused);
    throw;
  }
  Settle(steps, report, sign_in::Trace::Last::kHasPassed);
}

// One way back whose state is known.
class Return {
 public:
  Return(const Exchange& exchange, const Arrival& arrival, const ClaimsSource& source, LatePage late_page)
      : exchange_(exchange), arrival_(arrival), source_(source), late_page_(late_page), resumed_(exchange, arrival.attempt.query) {}

  http::Response Run() {
    http::Response response;
    try {
      RunTraced(exchange_, arrival_.attempt, [&](sign_in::Trace& trace, federation::Report& report) {
        std::string outcome;
        Settled(steps_, report, [&] {
          TakeArrival(exchange_, arrival_, steps_, report);
          outcome = GoOn(trace, report, response);
        });
        return outcome;
      });
    } catch (const federation::Refusal& refusal) {
      response = Told(exchange_, *request_, refusal);
    } catch (const RedirectError& error) {
      response = AnswerOf(error);
    } catch (const InvalidState&) {
      throw;  // whose cookies it would take away is the sign-in that is this browser's
    } catch (const PageError& error) {
      response = AnswerOf(exchange_, error);
    }
    ClearCsrfState(response, arrival_.site);
    return response;
  }

 private:
  std::string GoOn(sign_in::Trace& trace, federation::Report& report, http::Response& response) {
    AuthorizationRequest& request = request_.emplace(RequireAuthorizationRequest(resumed_.exchange()));
    report.Check("time");
    if (HasExpired(exchange_, arrival_)) {
      report.Explain("More than five minutes have gone by since the browser left.");
      response = late_page_(resumed_.exchange(), request);
      return "expired";
    }
    report.Check("provider");
    const FoundProvider found = Find(exchange_, steps_, request, arrival_.attempt.provider);
    if (found.provider == nullptr || !IsOfPath(exchange_, *found.provider)) {
      report.Explain("It is gone, or not enabled for the app client any more.");
      response = RedirectToPage(exchange_, "/login?" + request.query);
      return "unknown provider";
    }
    if (!request.nonce) {
      request.nonce = arrival_.attempt.nonce;
    }
    response = SignIn(resumed_.exchange(), steps_, request, found, source_, trace, report);
    return "signed in";
  }

  const Exchange& exchange_;
  const Arrival& arrival_;
  const ClaimsSource& source_;
  const LatePage late_page_;
  const Resumed resumed_;
  world::LookCallCommit steps_{exchange_.world.store};
  std::optional<AuthorizationRequest> request_;  // from when on it is known
};

}  // namespace

http::Response CompleteArrival(const Exchange& exchange, const Arrival& arrival, const ClaimsSource& source, LatePage late_page) {
  RequireFederationRate(exchange, *arrival.site.pool);
  return Return(exchange, arrival, source, late_page).Run();
}

http::Response CompleteUnsolicited(const Exchange& exchange, const std::string& relay_state, const ClaimsSource& source) {
  if (!IsCleanQuery(relay_state) || !http::ParseForm(relay_state, {kMaxQueryBytes, kMaxFields})) {
    throw PageError("Invalid relayState from identity provider");
  }
  const Resumed resumed(exchange, relay_state);
  AuthorizationRequest request = RequestIn(resumed.exchange());
  RequireFederationRate(exchange, *request.client->pool);
  if (!request.nonce) {
    request.nonce = DrawNonce(exchange.world.random);
  }
  world::LookCallCommit steps(exchange.world.store);
  const FoundProvider found = request.identity_provider ? Find(exchange, steps, request, *request.identity_provider) : FoundProvider();
  federation::Attempt attempt;
  attempt.sign_in = util::RandomUuid(exchange.world.random);
  attempt.user_pool_id = request.client->pool->id;
  attempt.client_id = request.client->id;
  attempt.provider = request.identity_provider.value_or("");
  http::Response response;
  try {
    RunTraced(exchange, attempt, [&](sign_in::Trace& trace, federation::Report& report) {
      report.Check("RelayState");
      RequireUnsolicited(exchange, request, found, report);
      Settled(steps, report, [&] { response = SignIn(resumed.exchange(), steps, request, found, source, trace, report); });
      return "signed in";
    });
  } catch (const federation::Refusal& refusal) {
    response = Told(exchange, request, refusal);
  }
  return response;
}

}  // namespace rockpool::oauth
