#include <algorithm>
#include <set>
#include <string>

#include "server/api/errors.h"
#include "server/pools/mfa.h"
#include "server/pools/rules/pool_rules.h"
#include "server/util/lists.h"

namespace rockpool::pools {
namespace {

void CheckFirstFactors(const auto& request, const MfaFactors& factors) {
  const auto first = FirstFactorsOf(request.Policies);
  if (first.empty()) {
    return;
  }
  const auto allows = [first](api::AuthFactorType factor) { return std::ranges::find(first, factor) != first.end(); };
  if (!allows(api::AuthFactorType::PASSWORD)) {
    throw api::InvalidParameterException("Password should be configured as one of the allowed first auth factors.");
  }
  if (allows(api::AuthFactorType::SOFTWARE_TOKEN)) {
    // Assumed: the text; that it is not supported as a first factor is documented.
    throw api::InvalidParameterException("SOFTWARE_TOKEN is not supported as one of the allowed first auth factors.");
  }
  CheckSenderOfFirstFactors(first, request.SmsConfiguration.has_value());
  if (request.MfaConfiguration == api::UserPoolMfaType::ON) {
    CheckBesideRequiredMfa(first, factors, "WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA");
  }
}

void CheckRecovery(const api::AccountRecoverySettingType& setting) {
  if (!setting.RecoveryMechanisms) {
    return;
  }
  // Recorded with this beginning (cdk-preflight, 2026).
  const std::string beginning = "Invalid account recovery setting parameter. Account Recovery Setting cannot ";
  std::set<std::int32_t> priorities;
  std::set<api::RecoveryOptionNameType> names;
  for (const api::RecoveryOptionType& mechanism : *setting.RecoveryMechanisms) {
    if (!priorities.insert(mechanism.Priority).second || !names.insert(mechanism.Name).second) {
      throw api::InvalidParameterException(beginning + "have duplicate priorities or recovery mechanisms.");
    }
  }
  if (names.size() > 1 && names.contains(api::RecoveryOptionNameType::admin_only)) {
    throw api::InvalidParameterException(beginning + "use admin_only setting with any other recovery mechanisms.");
  }
}

void CheckPasswordValidity(const auto& request) {
  const bool has_new_name =
      request.Policies && request.Policies->PasswordPolicy && request.Policies->PasswordPolicy->TemporaryPasswordValidityDays;
  const bool has_old_name = request.AdminCreateUserConfig && request.AdminCreateUserConfig->UnusedAccountValidityDays;
  if (has_new_name && has_old_name) {
    throw api::InvalidParameterException("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays");
  }
}

void CheckAttributeUpdates(const auto& request) {
  if (!request.UserAttributeUpdateSettings || !request.UserAttributeUpdateSettings->AttributesRequireVerificationBeforeUpdate) {
    return;
  }
  for (const auto attribute : *request.UserAttributeUpdateSettings->AttributesRequireVerificationBeforeUpdate) {
    if (!util::Contains(request.AutoVerifiedAttributes, attribute)) {
      // Recorded (aws-nuke#477).
      throw api::InvalidParameterException(
          "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes");
    }
  }
}

}  // namespace

template <class Request>
void CheckSignInRules(const Request& request, const MfaFactors& factors) {
  CheckPasswordValidity(request);
  CheckFirstFactors(request, factors);
  if (request.AccountRecoverySetting) {
    CheckRecovery(*request.AccountRecoverySetting);
  }
  CheckAttributeUpdates(request);
}

template void CheckSignInRules(const api::CreateUserPoolRequest& request, const MfaFactors& factors);
template void CheckSignInRules(const api::UpdateUserPoolRequest& request, const MfaFactors& factors);

}  // namespace rockpool::pools
