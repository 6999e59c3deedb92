// /login/continue and /login/passkey: what the person signs in with, and the passkey.
#include <string>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"

namespace rockpool::oauth {
namespace {

using sign_in::Question;

constexpr bool IsPassword(Question challenge) { return challenge == Question::PASSWORD || challenge == Question::PASSWORD_SRP; }

bool IsAtChoice(const PageFlow& flow) { return flow.stage == Stage::kQuestion && flow.question == Question::SELECT_CHALLENGE; }

http::Response ShowWays(const Visit& visit, const PageFlow& flow, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/login/continue"));
  values.Set("USERNAME", flow.username);
  values.Set("FORGOT_LINK", visit.LinkTo("/forgotPassword"));
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  if (CanChoose(flow, Question::PASSWORD)) {
    values.Show("PASSWORD_FORM");
  }
  for (const Question challenge : ChoicesOf(flow)) {
    if (!IsPassword(challenge)) {
      AddWay(values, api::ToText(challenge));
    }
  }
  return visit.Show(PageName::kFirstFactor, std::move(values), error);
}

http::Response ChooseWay(const Visit& visit, const PageFlow& flow) {
  const std::string challenge = visit.Field("challenge", kMaxCode);
  if (!challenge.empty()) {
    return AnswerQuestion(visit, flow, {{"ANSWER", challenge}});
  }
  try {
    return AnswerQuestion(visit, flow, {{"ANSWER", "PASSWORD"}, {"PASSWORD", visit.Field("password", kMaxPassword)}});
  } catch (const api::UserNotConfirmedException&) {
    return LeadToConfirmation(visit, flow);
  }
}

bool IsAtPasskey(const PageFlow& flow) { return flow.stage == Stage::kQuestion && flow.question == Question::WEB_AUTHN; }

http::Response ShowPasskeyForm(const Visit& visit, const PageFlow& flow, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/login/passkey"));
  values.Set("OPTIONS", sign_in::Find(flow.parameters, "CREDENTIAL_REQUEST_OPTIONS").value_or(""));
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  return visit.Show(PageName::kPasskey, std::move(values), error);
}

http::Response AnswerByPasskey(const Visit& visit, const PageFlow& flow) {
  return AnswerQuestion(visit, flow, {{"CREDENTIAL", visit.Field("credential", kMaxCredential)}});
}

constexpr FlowPage kChoicePage{IsAtChoice, ShowWays, ChooseWay};
constexpr FlowPage kPasskeyPage{IsAtPasskey, ShowPasskeyForm, AnswerByPasskey};

}  // namespace

http::Response ShowFirstFactor(const Exchange& exchange) { return ShowFlowPage(exchange, kChoicePage); }
http::Response PostFirstFactor(const Exchange& exchange) { return AnswerFlowPage(exchange, kChoicePage); }
http::Response ShowPasskey(const Exchange& exchange) { return ShowFlowPage(exchange, kPasskeyPage); }
http::Response PostPasskey(const Exchange& exchange) { return AnswerFlowPage(exchange, kPasskeyPage); }

}  // namespace rockpool::oauth
