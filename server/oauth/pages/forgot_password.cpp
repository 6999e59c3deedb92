// /forgotPassword and /confirmforgotPassword: a code that stands for the password, and a new password.
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/login_option.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"
#include "server/sign_up/calls.h"

namespace rockpool::oauth {
namespace {

http::Response ShowNameForm(const Visit& visit, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/forgotPassword"));
  values.Set("USERNAME", visit.KeptField("username", kMaxName));
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  return visit.Show(PageName::kForgotPassword, std::move(values), error);
}

http::Response SendCode(const Visit& visit) {
  api::ForgotPasswordRequest request;
  request.ClientId = visit.client_id();
  request.Username = visit.Field("username", kMaxName);
  const auto response = sign_up::ForgotPassword(visit.world(), visit.exchange().caller, request, sign_up::By::kHostedPage);
  PageFlow flow;
  flow.stage = Stage::kRecovery;
  flow.username = request.Username;
  flow.destination = response.CodeDeliveryDetails ? response.CodeDeliveryDetails->Destination.value_or("") : "";
  return LeadOn(visit, std::move(flow));
}

bool Fits(const PageFlow& flow) { return flow.stage == Stage::kRecovery; }

http::Response ShowCodeForm(const Visit& visit, const PageFlow& flow, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/confirmforgotPassword"));
  values.Set("DESTINATION", flow.destination);
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  return visit.Show(PageName::kConfirmForgotPassword, std::move(values), error);
}

// Assumed: that the new password is asked for at the sign-in page afterwards.
http::Response SetPassword(const Visit& visit, const PageFlow& flow) {
  api::ConfirmForgotPasswordRequest request;
  request.ClientId = visit.client_id();
  request.Username = flow.username;
  request.ConfirmationCode = visit.CodeOfMessage();
  request.Password = visit.NewPassword();
  sign_up::ConfirmForgotPassword(visit.world(), visit.exchange().caller, request, sign_up::By::kHostedPage);
  PageFlow done;
  done.username = flow.username;
  done.notice = "PASSWORD_CHANGED";
  done.digest = flow.digest;
  return LeadOn(visit, std::move(done));
}

constexpr FlowPage kPage{Fits, ShowCodeForm, SetPassword};

}  // namespace

http::Response ShowForgotPassword(const Exchange& exchange) {
  const Visit visit(exchange);
  auto page = ShowIfNoLocalLogin(exchange, visit.request());
  return page ? *std::move(page) : ShowNameForm(visit, "");
}

http::Response PostForgotPassword(const Exchange& exchange) {
  const Visit visit(exchange);
  if (auto page = ShowIfNoLocalLogin(exchange, visit.request())) {
    return *std::move(page);
  }
  if (!visit.HasGoodForm()) {
    return ShowNameForm(visit, visit.Word("FORM_OUTDATED"));
  }
  return Try([&] { return SendCode(visit); }, [&](const std::string& error) { return ShowNameForm(visit, error); });
}

http::Response ShowConfirmForgotPassword(const Exchange& exchange) { return ShowFlowPage(exchange, kPage); }
http::Response PostConfirmForgotPassword(const Exchange& exchange) { return AnswerFlowPage(exchange, kPage); }

}  // namespace rockpool::oauth
