#include "server/oauth/pages/flow_page.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/federation/function_refusal.h"
#include "server/oauth/browser_sessions.h"
#include "server/oauth/completion.h"
#include "server/oauth/pages/choice.h"
#include "server/oauth/pages/ended_page.h"
#include "server/oauth/pages/passkey_offer.h"
#include "server/sign_in/dispatcher/software_tokens.h"
#include "server/sign_in/session.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

using sign_in::Question;

http::Response ShowEnded(const Visit& visit) { return ShowEnded(visit.exchange(), visit.request()); }

bool IsSignedIn(const Visit& visit) {
  return FindBrowserSession(visit.exchange(), visit.request().site, [](const std::string& /*provider*/) { return true; }).has_value();
}

bool HasEnded(const Visit& visit, const PageFlow& flow) { return flow.deadline_millis <= visit.world().clock.Now(); }

// Who has posted something is told why he begins anew; who looks for a page is not, nor who has signed in meanwhile by the same form.
http::Response BeginAnew(const Visit& visit) {
  const bool has_posted = visit.exchange().request.method == "POST" && visit.HasGoodForm();
  if (!has_posted || IsSignedIn(visit)) {
    return visit.LeadTo("/login");
  }
  PageFlow flow;
  flow.notice = kSignInAgain;
  return LeadOn(visit, std::move(flow));
}

// After these the question cannot be answered any more, or not with success: the session is spent, or what the person may do has changed.
bool EndsSignIn(const api::ServiceException& error) {
  constexpr std::array<std::string_view, 4> kEnds{"NotAuthorizedException", "PasswordResetRequiredException", "UserNotConfirmedException",
                                                  "UserNotFoundException"};
  // A function is called behind an answer that has cost the session.
  return std::ranges::find(kEnds, error.type()) != kEnds.end() || federation::IsOfFunction(error);
}

// Where the form was sent twice, and the other one came first: to where that one has led, which is nobody's mistake. Who is signed in by it
// goes back to the application from the sign-in page.
std::optional<http::Response> FollowOther(const Visit& visit, const PageFlow& flow) {
  const auto now = FindFlow(visit);
  if (!now) {
    return visit.LeadTo("/login");
  }
  const bool has_moved_on = now->stage != flow.stage || now->session != flow.session;
  return has_moved_on ? std::optional(visit.LeadTo(PathOf(*now))) : std::nullopt;
}

http::Response EndSignIn(const Visit& visit, const PageFlow& flow, const std::string& error) {
  auto other = FollowOther(visit, flow);
  return other ? *std::move(other) : LeadBack(visit, flow, error);
}

// What a session of the browser has proved counts no longer than the session.
void RequireCredit(const Visit& visit, const PageFlow& flow) {
  if (flow.credit_digest.empty()) {
    return;
  }
  const bool is_there = visit.world().store.ReadBriefly(
      [&](const storage::Transaction& transaction) { return IsThereStill(transaction, flow.credit_digest, visit.world().clock.Now()); });
  if (!is_there) {
    sign_in::ThrowInvalidSession();
  }
}

// Whether who has signed in goes straight back to the application, by no other proof than the sign-in's, with a code: tokens are signed and
// traced by themselves, behind it.
bool EndsWithCode(const Visit& visit, const PageFlow& flow) {
  return !visit.request().is_implicit && !OffersPasskeys(visit) && flow.credit_digest.empty();
}

http::Response Answered(const Visit& visit, const FlowPage& page, const PageFlow& flow) {
  try {
    return page.answer(visit, flow);
  } catch (const api::ServiceException& error) {
    if (error.http_status() >= 500) {
      throw;
    }
    if (flow.stage == Stage::kQuestion && EndsSignIn(error)) {
      return EndSignIn(visit, flow, error.message());
    }
    auto other = FollowOther(visit, flow);
    return other ? *std::move(other) : page.show(visit, flow, error.message());
  }
}

}  // namespace

http::Response Try(const std::function<http::Response()>& step, const std::function<http::Response(const std::string& error)>& refused) {
  try {
    return step();
  } catch (const api::ServiceException& error) {
    if (error.http_status() >= 500) {
      throw;
    }
    return refused(error.message());
  }
}

http::Response ShowFlowPage(const Exchange& exchange, const FlowPage& page) {
  const Visit visit(exchange);
  const auto flow = FindFlow(visit);
  if (!flow) {
    return BeginAnew(visit);
  }
  if (HasEnded(visit, *flow)) {
    return ShowEnded(visit);
  }
  return page.fits(*flow) ? page.show(visit, *flow, "") : visit.LeadTo(PathOf(*flow));
}

http::Response AnswerFlowPage(const Exchange& exchange, const FlowPage& page) {
  const Visit visit(exchange);
  const auto flow = FindFlow(visit);
  if (!flow) {
    return BeginAnew(visit);
  }
  if (HasEnded(visit, *flow)) {
    return ShowEnded(visit);
  }
  if (!page.fits(*flow)) {
    return visit.LeadTo(PathOf(*flow));
  }
  if (!visit.HasGoodForm()) {
    return page.show(visit, *flow, visit.Word("FORM_OUTDATED"));
  }
  return Answered(visit, page, *flow);
}

http::Response ShowFactors(const Visit& visit, const PageFlow& flow, std::string_view path, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo(path));
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  for (const Question factor : ChoicesOf(flow)) {
    AddMfaChoice(values, api::ToText(factor));
  }
  return visit.Show(PageName::kMfaChoice, std::move(values), error);
}

PageFlow WithNewSecret(const Visit& visit, PageFlow flow) {
  api::AssociateSoftwareTokenRequest associate;
  associate.Session = flow.session;
  const api::AssociateSoftwareTokenResponse associated = sign_in::AssociateToken(visit.world(), associate);
  flow.session = associated.Session.value_or("");
  flow.secret = associated.SecretCode.value_or("");
  return flow;
}

http::Response TakeStep(const Visit& visit, const std::function<sign_in::HostedReply(const sign_in::Entry& entry)>& step, PageFlow flow) {
  sign_in::Entry entry = visit.entry();
  std::optional<http::Response> concluded;
  if (EndsWithCode(visit, flow)) {
    entry.conclude = [&](world::LookCallCommit& rounds, const sign_in::SignedIn& signed_in, const sign_in::EndOfSignIn& end) {
      concluded = FinishSignIn(visit.exchange(), rounds, visit.request(), signed_in, {}, [&](storage::Transaction& transaction) {
        end(transaction);
        if (!flow.digest.empty()) {
          transaction.page_flows().Delete(flow.digest);
        }
      });
    };
  }
  const sign_in::HostedReply reply = step(entry);
  return concluded ? *std::move(concluded) : GoOn(visit, reply, std::move(flow));
}

http::Response GoOn(const Visit& visit, const sign_in::HostedReply& reply, PageFlow flow) {
  if (reply.signed_in) {
    if (ShouldOfferPasskey(visit, flow, *reply.signed_in)) {
      return OfferPasskey(visit, std::move(flow), *reply.signed_in);
    }
    if (!flow.digest.empty()) {
      EndFlow(visit, flow);
    }
    world::LookCallCommit steps(visit.world().store);
    SessionOrigin origin;
    origin.credit_digest = flow.credit_digest;
    return FinishSignIn(visit.exchange(), steps, visit.request(), *reply.signed_in, origin);
  }
  PageFlow next;
  next.stage = Stage::kQuestion;
  next.username = std::move(flow.username);
  next.digest = std::move(flow.digest);
  next.deadline_millis = flow.deadline_millis;
  next.wants_passkey = flow.wants_passkey;
  next.credit_digest = std::move(flow.credit_digest);
  next.credit_levels = std::move(flow.credit_levels);
  next.question = reply.reply.ChallengeName;
  next.session = reply.reply.Session.value_or("");
  next.parameters = reply.reply.ChallengeParameters.value_or(sign_in::Parameters());
  next.available = reply.reply.AvailableChallenges.value_or(std::vector<Question>());
  if (next.question == Question::MFA_SETUP && ChoicesOf(next) == std::vector<Question>{Question::SOFTWARE_TOKEN_MFA}) {
    next = WithNewSecret(visit, std::move(next));  // there is nothing to choose
  }
  return LeadOn(visit, std::move(next));
}

http::Response LeadToConfirmation(const Visit& visit, PageFlow flow) {
  PageFlow confirmation;
  confirmation.stage = Stage::kConfirm;
  confirmation.username = std::move(flow.username);
  confirmation.digest = std::move(flow.digest);
  confirmation.deadline_millis = flow.deadline_millis;
  confirmation.wants_passkey = flow.wants_passkey;
  return LeadOn(visit, std::move(confirmation));
}

http::Response ContinueSignIn(const Visit& visit, const PageFlow& flow) {
  if (flow.password_digest.empty()) {
    PageFlow confirmed;
    confirmed.username = flow.username;
    confirmed.notice = "REGISTRATION_CONFIRMED";
    confirmed.digest = flow.digest;
    return LeadOn(visit, std::move(confirmed));
  }
  const auto go_on = [&](const sign_in::Entry& entry) { return sign_in::ContinueHosted(entry, flow.username, flow.password_digest); };
  return Try([&] { return TakeStep(visit, go_on, flow); },
             [&](const std::string& error) {
               if (!flow.digest.empty()) {
                 return LeadBack(visit, flow, error);
               }
               PageFlow refused;
               refused.username = flow.username;
               refused.error = error;
               return LeadOn(visit, std::move(refused));
             });
}

http::Response AnswerQuestion(const Visit& visit, const PageFlow& flow, sign_in::Parameters responses,
                              const std::optional<std::string>& session) {
  RequireCredit(visit, flow);
  responses.emplace("USERNAME", flow.username);
  const sign_in::Response response{*flow.question, session.value_or(flow.session), std::move(responses)};
  const auto answer = [&] {
    return TakeStep(
        visit, [&](const sign_in::Entry& entry) { return sign_in::RespondHosted(entry, response); }, flow);
  };
  // A refused answer to MFA_SETUP has cost the session.
  return flow.question == Question::MFA_SETUP ? Try(answer, [&](const std::string& error) { return EndSignIn(visit, flow, error); })
                                              : answer();
}

}  // namespace rockpool::oauth
