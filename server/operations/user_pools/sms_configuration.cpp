#include "server/operations/user_pools/sms_configuration.h"

#include <optional>
#include <string>

#include "server/api/errors.h"
#include "server/operations/arn.h"

namespace rockpool::operations {
namespace {

void CheckRegion(const std::optional<std::string>& given, const std::string& region) {
  if (given && *given != region) {
    throw api::InvalidParameterException("Invalid snsRegion. Allowed SNS region for " + region + " is " + region);
  }
}

}  // namespace

void CheckSmsConfiguration(const api::SmsConfigurationType& sms, const Context& context) {
  CheckRegion(sms.SnsRegion, context.region);
  RequireOwnRole(context, sms.SnsCallerArn);
  if (sms.EumsSms) {
    CheckRegion(sms.EumsSms->Region, context.region);  // Assumed: the text, which is documented to be a refusal
    RequireOwnRole(context, sms.EumsSms->CallerArn);
  }
}

void ThrowMfaNeedsSms() {
  throw api::InvalidParameterException(
      "SMS configuration and Auto verification for phone_number are required when MFA is required/optional");
}

}  // namespace rockpool::operations
