#include "server/pools/rules/message_rules.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>

#include "server/api/errors.h"
#include "server/pools/identifiers.h"
#include "server/pools/mfa.h"
#include "server/pools/rules/pool_rules.h"
#include "server/util/lists.h"
#include "server/util/strings.h"
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

namespace {

// Assumed: that the pool's own region is allowed beside the three that were recorded for us-east-1.
void CheckSesRegion(std::string_view member, std::string_view source_arn, std::string_view region) {
  const std::set<std::string_view> allowed = {"eu-west-1", "us-east-1", "us-west-2", region};
  if (!allowed.contains(RegionOfArn(source_arn))) {
    throw api::InvalidParameterException(
        "Invalid " + std::string(member) +
        ".SourceArn. Provided SourceArn must be in one of the following SES regions: " + util::Join(allowed, ", ") + ".");
  }
}

// "arn:aws:ses:us-east-1:123456789012:identity/a@example.com", as far as the service looks at it here.
bool NamesIdentity(std::string_view arn) {
  constexpr std::string_view kIdentity = ":identity/";
  const std::size_t resource = arn.find(kIdentity);
  return ServiceOfArn(arn) == "ses" && resource != std::string_view::npos && resource + kIdentity.size() < arn.size();
}

// Recorded (aws-cdk#25115) of an ARN that ends in "identity/". Assumed: of another account and of other services.
void RequireOwnIdentity(const world::Caller& caller, std::string_view source_arn) {
  if (!NamesIdentity(source_arn) || IsOfAnotherAccount(caller, source_arn)) {
    throw api::NotAuthorizedException("Email arn does not belong to your account.");
  }
}

// Assumed: how much of an address AWS looks at.
void CheckFrom(const std::string& from) {
  const std::size_t at = from.find('@');
  if (at == std::string::npos || at == 0 || at + 1 == from.size()) {
    throw api::InvalidParameterException("Provided From email address is invalid");
  }
}

}  // namespace

void CheckSender(const world::Caller& caller, std::string_view member, std::string_view source_arn,
                 const std::optional<std::string>& from) {
  CheckSesRegion(member, source_arn, caller.region);
  if (from) {
    CheckFrom(*from);
  }
  RequireOwnIdentity(caller, source_arn);  // behind the address: recorded (badmintoncryer/cdk-preflight, 2026-09)
}

void CheckEmailConfiguration(const world::Caller& caller, const api::EmailConfigurationType& email) {
  if (email.SourceArn) {
    CheckSender(caller, "EmailConfiguration", *email.SourceArn, email.From);
    return;
  }
  if (email.EmailSendingAccount == api::EmailSendingAccountType::DEVELOPER) {
    throw api::InvalidParameterException("Source ARN is required to use DEVELOPER email sending owner");
  }
  if (email.From) {
    // Recorded (aws-cdk#9739). With an identity the default sender takes a From (documented).
    throw api::InvalidParameterException("Cannot configure From email address for default email configuration");
  }
}

void CheckSenderOfEmailMfa(const std::optional<api::EmailConfigurationType>& email) {
  if (!email || email->EmailSendingAccount != api::EmailSendingAccountType::DEVELOPER) {
    throw api::InvalidParameterException(
        "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. "
        "Update the value of EmailSendingAccount.");
  }
}

// Recorded (terraform-provider-aws#41049). Assumed: that it is told after the sender.
void CheckRecoveryBesideEmailMfa(const std::optional<api::AccountRecoverySettingType>& recovery) {
  if (!recovery) {
    return;
  }
  const auto mechanisms = util::MembersOf(recovery->RecoveryMechanisms);
  const auto is_email = [](const api::RecoveryOptionType& mechanism) {
    return mechanism.Name == api::RecoveryOptionNameType::verified_email;
  };
  if (std::ranges::all_of(mechanisms, is_email)) {
    throw api::InvalidParameterException(
        "Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is not set or contains only verified_email in "
        "RecoveryMechanisms.");
  }
}

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
