#include "server/pools/rules/sms_configuration.h"

#include <optional>
#include <string>

#include "server/api/errors.h"
#include "server/pools/arn.h"

namespace rockpool::pools {
namespace {

void CheckRegion(const std::optional<std::string>& given, const std::string& region) {
  if (given && *given != region) {
    throw api::InvalidParameterException("Invalid snsRegion. Allowed SNS region for " + region + " is " + region);
  }
}

}  // namespace

void CheckSmsConfiguration(const api::SmsConfigurationType& sms, const world::Caller& caller) {
  CheckRegion(sms.SnsRegion, caller.region);
  RequireOwnRole(caller, sms.SnsCallerArn);
  if (sms.EumsSms) {
    CheckRegion(sms.EumsSms->Region, caller.region);  // Assumed: the text, which is documented to be a refusal
    RequireOwnRole(caller, sms.EumsSms->CallerArn);
  }
}

void ThrowMfaNeedsSms() {
  throw api::InvalidParameterException(
      "SMS configuration and Auto verification for phone_number are required when MFA is required/optional");
}

}  // namespace rockpool::pools
