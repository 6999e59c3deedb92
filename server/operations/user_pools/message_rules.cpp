#include <string>

#include "server/api/errors.h"
#include "server/operations/arn.h"
#include "server/operations/lists.h"
#include "server/operations/user_pools/email_rules.h"
#include "server/operations/user_pools/pool_rules.h"
#include "server/operations/user_pools/sms_configuration.h"

namespace rockpool::operations {
namespace {

bool IsMfaOn(const auto& request) { return MfaModeOf(request.MfaConfiguration) != api::UserPoolMfaType::OFF; }

void CheckSms(const auto& request, const Context& context, const MfaFactors& factors) {
  if (request.SmsConfiguration) {
    CheckSmsConfiguration(*request.SmsConfiguration, context);
    return;
  }
  // Assumed: a factor that SetUserPoolMfaConfig has turned on, and that sends no SMS, is enough.
  if (IsMfaOn(request) && !HaveFactorWithoutSms(factors)) {
    ThrowMfaNeedsSms();
  }
  if (Contains(request.AutoVerifiedAttributes, api::VerifiedAttributeType::phone_number)) {
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
void CheckMessageRules(const Request& request, const Context& context, const MfaFactors& factors) {
  CheckSms(request, context, factors);
  if (request.EmailConfiguration) {
    CheckEmail(*request.EmailConfiguration, context.region);
  }
  // Assumed: that an update may not take away what a factor in use needs. E-mail as a first factor needs no sender (recorded, cdkd#2069).
  if (IsMfaOn(request) && factors.EmailMfaConfiguration) {
    CheckSenderOfEmailMfa(request.EmailConfiguration);
  }
}

template void CheckMessageRules(const api::CreateUserPoolRequest& request, const Context& context, const MfaFactors& factors);
template void CheckMessageRules(const api::UpdateUserPoolRequest& request, const Context& context, const MfaFactors& factors);

}  // namespace rockpool::operations
