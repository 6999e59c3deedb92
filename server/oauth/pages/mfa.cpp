// /mfa and /mfa/select: a code, as the second factor or as the first one, and which factor the second one is to be.
#include <string>
#include <string_view>
#include <utility>

#include "server/oauth/handlers.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"

namespace rockpool::oauth {
namespace {

using sign_in::Question;

// The member of an answer that is the code; empty for what is no such question.
std::string_view MemberOf(const PageFlow& flow) {
  if (flow.stage != Stage::kQuestion || !flow.question) {
    return "";
  }
  switch (*flow.question) {
    case Question::SMS_MFA:
      return "SMS_MFA_CODE";
    case Question::SMS_OTP:
      return "SMS_OTP_CODE";
    case Question::EMAIL_OTP:
      return "EMAIL_OTP_CODE";
    case Question::SOFTWARE_TOKEN_MFA:
      return "SOFTWARE_TOKEN_MFA_CODE";
    default:
      return "";
  }
}

bool IsAtCode(const PageFlow& flow) { return !MemberOf(flow).empty(); }

http::Response ShowCodeForm(const Visit& visit, const PageFlow& flow, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/mfa"));
  values.Set("DESTINATION", sign_in::Find(flow.parameters, "CODE_DELIVERY_DESTINATION").value_or(""));
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  return visit.Show(PageName::kMfaCode, std::move(values), error);
}

http::Response AnswerCode(const Visit& visit, const PageFlow& flow) {
  return AnswerQuestion(visit, flow, {{std::string(MemberOf(flow)), visit.Field("authentication_code", kMaxCode)}});
}

bool IsAtChoice(const PageFlow& flow) { return flow.stage == Stage::kQuestion && flow.question == Question::SELECT_MFA_TYPE; }

http::Response ShowChoices(const Visit& visit, const PageFlow& flow, const std::string& error) {
  return ShowFactors(visit, flow, "/mfa/select", error);
}

http::Response Choose(const Visit& visit, const PageFlow& flow) {
  return AnswerQuestion(visit, flow, {{"ANSWER", visit.Field("mfa_option", kMaxCode)}});
}

constexpr FlowPage kCodePage{IsAtCode, ShowCodeForm, AnswerCode};
constexpr FlowPage kChoicePage{IsAtChoice, ShowChoices, Choose};

}  // namespace

http::Response ShowMfaCode(const Exchange& exchange) { return ShowFlowPage(exchange, kCodePage); }
http::Response PostMfaCode(const Exchange& exchange) { return AnswerFlowPage(exchange, kCodePage); }
http::Response ShowMfaChoice(const Exchange& exchange) { return ShowFlowPage(exchange, kChoicePage); }
http::Response PostMfaChoice(const Exchange& exchange) { return AnswerFlowPage(exchange, kChoicePage); }

}  // namespace rockpool::oauth
