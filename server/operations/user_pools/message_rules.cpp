#include <algorithm>
#include <string>

#include "server/api/errors.h"
#include "server/operations/user_pools/create_rules.h"
#include "server/operations/user_pools/email_rules.h"

namespace rockpool::operations {
namespace {

void CheckSms(const api::CreateUserPoolRequest& request, std::string_view region) {
  if (request.SmsConfiguration) {
    const auto& sns_region = request.SmsConfiguration->SnsRegion;
    if (sns_region && *sns_region != region) {
      throw api::InvalidParameterException("Invalid snsRegion. Allowed SNS region for " + std::string(region) + " is " +
                                           std::string(region));
    }
    return;
  }
  if (request.MfaConfiguration.value_or(api::UserPoolMfaType::OFF) != api::UserPoolMfaType::OFF) {
    throw api::InvalidParameterException(
        "SMS configuration and Auto verification for phone_number are required when MFA is required/optional");
  }
  if (request.AutoVerifiedAttributes && std::ranges::find(*request.AutoVerifiedAttributes, api::VerifiedAttributeType::phone_number) !=
                                            request.AutoVerifiedAttributes->end()) {
    throw api::InvalidParameterException("SMS configuration is required when phone_number is selected for auto verification");
  }
}

void CheckEmail(const api::EmailConfigurationType& email, std::string_view region) {
  if (email.EmailSendingAccount == api::EmailSendingAccountType::DEVELOPER && !email.SourceArn) {
    throw api::InvalidParameterException("Source ARN is required to use DEVELOPER email sending owner");
  }
  if (email.SourceArn) {
    CheckSesRegion(*email.SourceArn, region);
  }
  if (email.From) {
    CheckFromAddress(*email.From);
  }
}

}  // namespace

void CheckMessageRules(const api::CreateUserPoolRequest& request, std::string_view region) {
  CheckSms(request, region);
  if (request.EmailConfiguration) {
    CheckEmail(*request.EmailConfiguration, region);
  }
}

}  // namespace rockpool::operations
