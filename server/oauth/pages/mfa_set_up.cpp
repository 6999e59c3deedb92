// /mfa/register/...: MFA_SETUP, of an authenticator or of an e-mail address. Reported is the path of the options; the other two are
// assumed.
#include <cstddef>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/http/form.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"
#include "server/sign_in/dispatcher/software_tokens.h"

namespace rockpool::oauth {
namespace {

using sign_in::Question;

constexpr std::size_t kMaxDeviceName = 1024;  // Assumed: fewer than the API's, so that the page that shows it again is one
constexpr std::size_t kMaxAddress = 1024;     // of a QR code, which holds no more than some 2,000 bytes

bool IsAtSetUp(const PageFlow& flow) { return flow.stage == Stage::kQuestion && flow.question == Question::MFA_SETUP; }
bool IsAtOptions(const PageFlow& flow) { return IsAtSetUp(flow) && ChoicesOf(flow).size() > 1; }
bool IsAtEmail(const PageFlow& flow) { return IsAtSetUp(flow) && CanChoose(flow, Question::EMAIL_OTP); }
bool IsAtTotp(const PageFlow& flow) { return IsAtSetUp(flow) && !flow.secret.empty(); }

http::Response ShowOptions(const Visit& visit, const PageFlow& flow, const std::string& error) {
  return ShowFactors(visit, flow, "/mfa/register/options", error);
}

http::Response ChooseOption(const Visit& visit, const PageFlow& flow) {
  const auto chosen = sign_in::QuestionOf(visit.Field("mfa_option", kMaxCode));
  if (!chosen || !CanChoose(flow, *chosen)) {
    throw api::InvalidParameterException("Selected MFA type is not available.");  // Assumed: as of a choice among factors
  }
  return *chosen == Question::EMAIL_OTP ? visit.LeadTo("/mfa/register/email") : LeadOn(visit, WithNewSecret(visit, flow));
}

http::Response ShowEmailForm(const Visit& visit, const PageFlow&, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/mfa/register/email"));
  values.Set("EMAIL", visit.KeptField("email", kMaxAttribute));
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  return visit.Show(PageName::kEmailSetUp, std::move(values), error);
}

http::Response SetUpEmail(const Visit& visit, const PageFlow& flow) {
  const std::string email = visit.Field("email", kMaxAttribute);
  if (email.empty()) {
    throw api::InvalidParameterException("Invalid email address format.");  // the session would end with it
  }
  return AnswerQuestion(visit, flow, {{"EMAIL", email}});
}

// As a part of a path.
std::string Escaped(const std::string& text) { return http::EncodeForm({{"", text}}).substr(1); }

// What authenticators read (github.com/google/google-authenticator/wiki/Key-Uri-Format). Assumed: the words in it.
std::string AddressOf(const Visit& visit, const PageFlow& flow) {
  const std::string issuer = visit.pool().settings.Name.value_or("rockpool");
  const std::string named = "otpauth://totp/" + Escaped(issuer) + ":" + Escaped(flow.username) + "?" +
                            http::EncodeForm({{"secret", flow.secret}, {"issuer", issuer}});
  return named.size() <= kMaxAddress ? named : "otpauth://totp/rockpool?" + http::EncodeForm({{"secret", flow.secret}});
}

http::Response ShowTotp(const Visit& visit, const PageFlow& flow, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/mfa/register/totp"));
  values.Set("SECRET", flow.secret);
  values.Set("DEVICE_NAME", visit.KeptField("device_name", kMaxDeviceName));
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  SetQrCode(values, AddressOf(visit, flow));
  return visit.Show(PageName::kTotpSetUp, std::move(values), error);
}

http::Response VerifyTotp(const Visit& visit, const PageFlow& flow) {
  api::VerifySoftwareTokenRequest verify;
  verify.Session = flow.session;
  verify.UserCode = visit.Field("totp_code", kMaxCode);
  if (std::string name = visit.Field("device_name", kMaxDeviceName); !name.empty()) {
    verify.FriendlyDeviceName = std::move(name);
  }
  return AnswerQuestion(visit, flow, {}, sign_in::VerifyToken(visit.world(), verify).Session);
}

constexpr FlowPage kOptionsPage{IsAtOptions, ShowOptions, ChooseOption};
constexpr FlowPage kEmailPage{IsAtEmail, ShowEmailForm, SetUpEmail};
constexpr FlowPage kTotpPage{IsAtTotp, ShowTotp, VerifyTotp};

}  // namespace

http::Response ShowMfaOptions(const Exchange& exchange) { return ShowFlowPage(exchange, kOptionsPage); }
http::Response PostMfaOptions(const Exchange& exchange) { return AnswerFlowPage(exchange, kOptionsPage); }
http::Response ShowEmailSetUp(const Exchange& exchange) { return ShowFlowPage(exchange, kEmailPage); }
http::Response PostEmailSetUp(const Exchange& exchange) { return AnswerFlowPage(exchange, kEmailPage); }
http::Response ShowTotpSetUp(const Exchange& exchange) { return ShowFlowPage(exchange, kTotpPage); }
http::Response PostTotpSetUp(const Exchange& exchange) { return AnswerFlowPage(exchange, kTotpPage); }

}  // namespace rockpool::oauth
