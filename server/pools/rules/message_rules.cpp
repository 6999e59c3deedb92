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
  if (util::Contains(request.AutoVerifiedAttributes, api::VerifiedAttributeType::phone_number)) {
    throw api::InvalidParameterException("SMS configuration is required when phone_number is selected for auto verification");
  }
}

void CheckEmail(const api::EmailConfigurationType& email, std::string_view region) {
  if (email.EmailSendingAccount == api::EmailSendingAccountType::DEVELOPER && !email.SourceArn) {
    throw api::InvalidParameterException("Source ARN is required to use DEVELOPER email sending owner");
  }
  if (email.SourceArn) {
    CheckSesRegion("EmailConfiguration", *email.SourceArn, region);
  }
  if (email.From) {
    CheckFromAddress(*email.From);
  }
}

}  // namespace

template <class Request>
void CheckMessageRules(const Request& request, const world::Caller& caller, const MfaFactors& factors) {
  CheckSms(request, caller, factors);
  if (request.EmailConfiguration) {
    CheckEmail(*request.EmailConfiguration, caller.region);
  }
  // Assumed: that an update may not take away what a factor in use needs. E-mail as a first factor needs no sender (recorded, cdkd#2069).
  if (IsMfaOn(request) && factors.EmailMfaConfiguration) {
    CheckSenderOfEmailMfa(request.EmailConfiguration);
  }
}

template void CheckMessageRules(const api::CreateUserPoolRequest& request, const world::Caller& caller, const MfaFactors& factors);
template void CheckMessageRules(const api::UpdateUserPoolRequest& request, const world::Caller& caller, const MfaFactors& factors);

}  // namespace rockpool::pools
