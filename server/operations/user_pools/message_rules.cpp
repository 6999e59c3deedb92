#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

#include "server/api/errors.h"
#include "server/operations/user_pools/arn.h"
#include "server/operations/user_pools/create_rules.h"
#include "server/util/strings.h"

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

// Assumed: that the pool's own region is allowed beside the three that were recorded for us-east-1.
void CheckSesRegion(std::string_view source_arn, std::string_view region) {
  const std::set<std::string_view> allowed = {"eu-west-1", "us-east-1", "us-west-2", region};
  if (!allowed.contains(RegionOfArn(source_arn))) {
    throw api::InvalidParameterException("Provided SourceArn must be in one of the following SES regions: " + util::Join(allowed, ", ") +
                                         ".");
  }
}

// Assumed: how much of an address AWS looks at. "a@b" and "Name <a@b>" pass.
bool HoldsAddress(std::string_view from) {
  const std::size_t at = from.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < from.size();
}

void CheckEmail(const api::EmailConfigurationType& email, std::string_view region) {
  if (email.EmailSendingAccount == api::EmailSendingAccountType::DEVELOPER && !email.SourceArn) {
    throw api::InvalidParameterException("Source ARN is required to use DEVELOPER email sending owner");
  }
  if (email.SourceArn) {
    CheckSesRegion(*email.SourceArn, region);
  }
  if (email.From && !HoldsAddress(*email.From)) {
    throw api::InvalidParameterException("Provided From email address is invalid");
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
