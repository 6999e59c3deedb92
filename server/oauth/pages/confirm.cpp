// /confirm and /resendcode: the code that confirms a sign-up.
#include <string>
#include <utility>

#include "server/oauth/handlers.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"
#include "server/sign_up/calls.h"

namespace rockpool::oauth {
namespace {

bool SendsLinks(const pools::PoolInUse& pool) {
  const auto& texts = pool.settings.VerificationMessageTemplate;
  return texts && texts->DefaultEmailOption == api::DefaultEmailOptionType::CONFIRM_WITH_LINK;
}

bool Fits(const PageFlow& flow) { return flow.stage == Stage::kConfirm; }

http::Response ShowForm(const Visit& visit, const PageFlow& flow, const std::string& error) {
  pages::Values values;
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  if (SendsLinks(visit.pool()) && flow.destination.find('@') != std::string::npos) {
    values.Set("HEADING", visit.Word("CONFIRM_YOUR_ACCOUNT"));
    values.Set("NOTICE", visit.Word("LINK_SENT_TO") + " " + flow.destination);
    return visit.Show(PageName::kMessage, std::move(values), error);
  }
  values.Set("ACTION", visit.LinkTo("/confirm"));
  values.Set("RESEND_ACTION", visit.LinkTo("/resendcode"));
  values.Set("DESTINATION", flow.destination);
  values.Set("NOTICE", visit.Word(flow.notice));
  return visit.Show(PageName::kConfirm, std::move(values), error);
}

http::Response Resend(const Visit& visit, const PageFlow& flow) {
  api::ResendConfirmationCodeRequest request;
  request.ClientId = visit.client_id();
  request.Username = flow.username;
  const auto response = sign_up::ResendConfirmationCode(visit.world(), visit.exchange().caller, request, sign_up::By::kHostedPage);
  PageFlow sent = flow;
  sent.destination = response.CodeDeliveryDetails ? response.CodeDeliveryDetails->Destination.value_or("") : "";
  sent.notice = "CODE_RESENT";
  return LeadOn(visit, std::move(sent));
}

http::Response Confirm(const Visit& visit, const PageFlow& flow) {
  if (visit.exchange().form.Find("resend")) {
    return Resend(visit, flow);  // the button of a form that was not posted to its own address
  }
  api::ConfirmSignUpRequest request;
  request.ClientId = visit.client_id();
  request.Username = flow.username;
  request.ConfirmationCode = visit.CodeOfMessage();
  sign_up::ConfirmSignUp(visit.world(), visit.exchange().caller, request, sign_up::By::kHostedPage);
  return ContinueSignIn(visit, flow);
}

constexpr FlowPage kConfirmPage{Fits, ShowForm, Confirm};
constexpr FlowPage kResendPage{Fits, ShowForm, Resend};

}  // namespace

http::Response ShowConfirm(const Exchange& exchange) { return ShowFlowPage(exchange, kConfirmPage); }
http::Response PostConfirm(const Exchange& exchange) { return AnswerFlowPage(exchange, kConfirmPage); }
http::Response PostResendCode(const Exchange& exchange) { return AnswerFlowPage(exchange, kResendPage); }

}  // namespace rockpool::oauth
