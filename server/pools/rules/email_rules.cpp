#include "server/pools/rules/email_rules.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

#include "server/api/errors.h"
#include "server/pools/arn.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::pools {
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

}  // namespace rockpool::pools
