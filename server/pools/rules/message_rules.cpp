#include <string>

#include "server/api/errors.h"
#include "server/pools/mfa.h"
#include "server/pools/rules/email_rules.h"
#include "server/pools/rules/pool_rules.h"
#include "server/pools/rules/sms_configuration.h"
#include "server/util/lists.h"
#include "server/world/caller.h"

namespace rockpool::pools {
namespace {

bool IsMfaOn(const auto& request) { return MfaModeOf(request.MfaConfiguration) != api::UserPoolMfaType::OFF; }

void CheckSms(const auto& request, const world::Caller& caller, const MfaFactors& factors) {
  if (request.SmsConfiguration) {
    CheckSmsConfiguration(*request.SmsConfiguration, caller);
    return;
  }
  // Assumed: a factor that SetUserPoolMfaConfig has turned on, and that sends no SMS, is enough.
  if (IsMfaOn(request) && !HaveFactorWithoutSms(factors)) {
    ThrowMfaNeedsSms();
  }
  CheckPhoneVerification(request);
}

// The model's pattern takes a placeholder without a text for the link, "{####}"; the service does not (recorded, aws-cli#8280,
// aws-cdk#6811), whichever option is the default.
void CheckLinkMessage(std::string_view message) {
  constexpr std::string_view kOpening = "{##";
  const std::size_t link = message.find(kOpening);
  if (link == std::string_view::npos || message.find("##}", link + kOpening.size() + 1) == std::string_view::npos) {
    throw api::InvalidParameterException("The message is invalid.");
  }
}

}  // namespace

template <class Request>
void CheckMessageRules(const Request& request, const world::Caller& caller, const MfaFactors& factors) {
  CheckSms(request, caller, factors);
  if (request.EmailConfiguration) {
    CheckEmailConfiguration(caller, *request.EmailConfiguration);
  }
  if (request.VerificationMessageTemplate && request.VerificationMessageTemplate->EmailMessageByLink) {
    CheckLinkMessage(*request.VerificationMessageTemplate->EmailMessageByLink);
  }
  // Assumed: that an update may not take away what a factor in use needs. E-mail as a first factor needs no sender (recorded, cdkd#2069).
  if (IsMfaOn(request) && factors.EmailMfaConfiguration) {
    CheckSenderOfEmailMfa(request.EmailConfiguration);
    CheckRecoveryBesideEmailMfa(request.AccountRecoverySetting);
  }
}

template void CheckMessageRules(const api::CreateUserPoolRequest& request, const world::Caller& caller, const MfaFactors& factors);
template void CheckMessageRules(const api::UpdateUserPoolRequest& request, const world::Caller& caller, const MfaFactors& factors);

}  // namespace rockpool::pools
