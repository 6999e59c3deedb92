// /passkeys/add: a passkey for who is signed in, on the way back to the application or by a link of the application's.
#include <optional>
#include <string>
#include <utility>

#include "server/accounts/passkeys.h"
#include "server/api/errors.h"
#include "server/oauth/browser_sessions.h"
#include "server/oauth/completion.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/choice.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"
#include "server/oauth/pages/waiting_sign_in.h"
#include "server/pools/replicas/replicas.h"
#include "server/sign_in/relying_party.h"
#include "server/web_authn/options.h"
#include "server/world/look_call_commit.h"
#include "storage/errors.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// Users of the pool alone: who signs in elsewhere has his passkeys there.
std::optional<SignedInBrowser> FindInBrowser(const Visit& visit) {
  auto browser = FindSilently(visit.exchange(), visit.request());
  return browser && browser->origin.provider == kLocalUsers ? std::move(browser) : std::nullopt;
}

// Whose passkey it is to be: of the sign-in that waits, or of the session that the browser has.
class Owner {
 public:
  // Not inside a transaction.
  Owner(const Visit& visit, const PageFlow& flow)
      : visit_(visit), waiting_(flow.waiting), browser_(waiting_ ? std::nullopt : FindInBrowser(visit)) {}

  // The user as he is now. Throws api::NotAuthorizedException if he is signed in no more.
  accounts::User Require(const storage::Transaction& transaction, util::EpochMillis now) const {
    std::optional<accounts::User> user;
    if (waiting_) {
      user = FindWaiting(transaction, *waiting_);
    } else if (browser_) {
      user = FindUserStill(transaction, visit_.request().site, *browser_, now);
    }
    if (!user) {
      throw api::NotAuthorizedException(visit_.Word("SIGN_IN_AGAIN"));
    }
    return *std::move(user);
  }

 private:
  const Visit& visit_;
  const std::optional<WaitingSignIn> waiting_;
  const std::optional<SignedInBrowser> browser_;
};

accounts::RelyingParty RequireParty(const storage::Transaction& transaction, const Visit& visit) {
  const auto party = sign_in::FindRelyingPartyAt(transaction, visit.pool(), visit.request().site.host);
  return party ? *party : accounts::RequireRelyingParty(transaction, visit.pool());  // of a request without a host
}

// Each page that is shown asks for a passkey of its own.
std::string NewOptions(const Visit& visit, const PageFlow& flow) {
  pools::RequirePrimary(visit.exchange().caller);
  const Owner owner(visit, flow);
  const std::string challenge = web_authn::DrawChallenge(visit.world().random);
  const util::EpochMillis now = visit.world().clock.Now();
  return visit.world().store.Write([&](storage::Transaction& transaction) {
    const accounts::User user = owner.Require(transaction, now);
    accounts::RequireRoomForPasskey(transaction, user);
    const accounts::RelyingParty party = RequireParty(transaction, visit);
    accounts::KeepRegistration(transaction, user, {challenge, visit.client_id()}, now);
    return accounts::CreationOptionsOf(party, user, accounts::PasskeysFor(transaction, user, party), challenge);
  });
}

http::Response ShowForm(const Visit& visit, const PageFlow& flow, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/passkeys/add"));
  return Try(
      [&] {
        values.Set("OPTIONS", NewOptions(visit, flow));
        return visit.Show(PageName::kAddPasskey, values, error);
      },
      [&](const std::string& refusal) { return visit.Show(PageName::kAddPasskey, values, refusal); });
}

void Add(const Visit& visit, const PageFlow& flow) {
  accounts::RequirePasskeys(visit.pool());  // it may have changed since the page was shown
  pools::RequirePrimary(visit.exchange().caller);
  const Owner owner(visit, flow);
  const web_authn::Attestation attestation = accounts::ReadAttestation(visit.Field("credential", kMaxCredential));
  const accounts::WaitingRegistration waiting{attestation.challenge, visit.client_id()};
  const util::EpochMillis now = visit.world().clock.Now();
  world::LookCallCommit steps(visit.world().store);
  const accounts::RelyingParty party = steps.Look([&](const storage::Transaction& transaction) {
    accounts::RequireRegistration(transaction, owner.Require(transaction, now), waiting, now);
    return RequireParty(transaction, visit);
  });
  const web_authn::Registered registered = accounts::VerifyRegistration(party, attestation);
  try {
    steps.Commit([&](storage::Transaction& transaction) {
      accounts::AddPasskey(transaction, visit.pool(), owner.Require(transaction, now), party, registered, waiting, now);
    });
  } catch (const storage::Conflict&) {
    accounts::SayTaken();
  }
}

// Back to the application: by the sign-in that waits for it, or by the session that the browser has.
http::Response GoBack(const Visit& visit, const PageFlow& flow) {
  if (!flow.waiting) {
    EndFlow(visit, flow);
    auto completed = CompleteSilently(visit.exchange(), visit.request());
    return completed ? *std::move(completed) : visit.LeadTo("/login");
  }
  const WaitingSignIn& waiting = *flow.waiting;
  world::LookCallCommit steps(visit.world().store);
  auto user = steps.Commit([&](storage::Transaction& transaction) {
    auto taken = TakeWaiting(transaction, waiting);
    if (taken) {
      transaction.page_flows().Delete(flow.digest);
    }
    return taken;
  });
  if (!user) {
    return LeadBack(visit, flow, visit.Word("SIGN_IN_AGAIN"));
  }
  SessionOrigin origin;
  origin.credit_digest = flow.credit_digest;
  return FinishSignIn(
      visit.exchange(), steps, visit.request(),
      {*std::move(user), waiting.authenticated_millis, waiting.password_digest, waiting.sign_in, waiting.event_id, waiting.methods},
      origin);
}

bool IsHere(const PageFlow& flow) { return flow.stage == Stage::kPasskey; }

http::Response Answer(const Visit& visit, const PageFlow& flow) {
  if (!visit.exchange().form.Find("skip")) {
    Add(visit, flow);
  }
  return GoBack(visit, flow);
}

constexpr FlowPage kPage{IsHere, ShowForm, Answer};

// Assumed: what a page without passkeys says.
http::Response ShowRefusal(const Visit& visit) {
  return visit.Show(PageName::kError, {}, "Passkeys are not enabled for the user pool.", 400);
}

// Who is not signed in comes back here once he is.
http::Response Begin(const Visit& visit) {
  PageFlow flow;
  if (FindInBrowser(visit)) {
    flow.stage = Stage::kPasskey;
    flow.deadline_millis = visit.world().clock.Now() + std::chrono::milliseconds(kFlowLifetime).count();
    http::Response response = ShowForm(visit, flow, "");
    KeepFlow(visit, std::move(flow), response);
    return response;
  }
  flow.wants_passkey = true;
  return LeadOn(visit, std::move(flow));
}

}  // namespace

http::Response ShowAddPasskey(const Exchange& exchange) {
  const Visit visit(exchange);
  if (!OffersPasskeys(visit)) {
    return ShowRefusal(visit);
  }
  const auto flow = FindFlow(visit);
  const bool is_here = flow && IsHere(*flow) && visit.world().clock.Now() < flow->deadline_millis;
  return is_here ? ShowForm(visit, *flow, "") : Begin(visit);
}

http::Response PostAddPasskey(const Exchange& exchange) { return AnswerFlowPage(exchange, kPage); }

}  // namespace rockpool::oauth
