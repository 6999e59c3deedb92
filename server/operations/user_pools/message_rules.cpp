#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

#include "server/api/errors.h"
#include "server/operations/arn.h"
#include "server/operations/user_pools/pool_rules.h"
#include "server/operations/user_pools/sms_configuration.h"
#include "server/util/strings.h"

namespace rockpool::operations {
namespace {

void CheckSms(const auto& request, const Context& context, const MfaFactors& factors) {
  if (request.SmsConfiguration) {
    CheckSmsConfiguration(*request.SmsConfiguration, context);
    return;
  }
  // Assumed: a factor that SetUserPoolMfaConfig has turned on, and that sends no SMS, is enough.
  if (request.MfaConfiguration.value_or(api::UserPoolMfaType::OFF) != api::UserPoolMfaType::OFF && !HaveFactorWithoutSms(factors)) {
    ThrowMfaNeedsSms();
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

template <class Request>
void CheckMessageRules(const Request& request, const Context& context, const MfaFactors& factors) {
  CheckSms(request, context, factors);
  if (request.EmailConfiguration) {
    CheckEmail(*request.EmailConfiguration, context.region);
  }
}

template void CheckMessageRules(const api::CreateUserPoolRequest& request, const Context& context, const MfaFactors& factors);
template void CheckMessageRules(const api::UpdateUserPoolRequest& request, const Context& context, const MfaFactors& factors);

}  // namespace rockpool::operations
