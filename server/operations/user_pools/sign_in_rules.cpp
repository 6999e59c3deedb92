#include <algorithm>
#include <set>
#include <string>

#include "server/api/errors.h"
#include "server/operations/user_pools/create_rules.h"

namespace rockpool::operations {
namespace {

void CheckUsernames(const api::CreateUserPoolRequest& request) {
  const bool has_aliases = request.AliasAttributes && !request.AliasAttributes->empty();
  const bool has_username_attributes = request.UsernameAttributes && !request.UsernameAttributes->empty();
  if (has_aliases && has_username_attributes) {
    throw api::InvalidParameterException("Only one of the aliasAttributes or usernameAttributes can be set in a User pool.");
  }
}

void CheckFirstFactors(const api::UserPoolPolicyType& policies) {
  if (!policies.SignInPolicy || !policies.SignInPolicy->AllowedFirstAuthFactors) {
    return;
  }
  const auto& factors = *policies.SignInPolicy->AllowedFirstAuthFactors;
  if (std::ranges::find(factors, api::AuthFactorType::PASSWORD) == factors.end()) {
    throw api::InvalidParameterException("Password should be configured as one of the allowed first auth factors.");
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

void CheckPasswordValidity(const api::CreateUserPoolRequest& request) {
  const bool has_new_name =
      request.Policies && request.Policies->PasswordPolicy && request.Policies->PasswordPolicy->TemporaryPasswordValidityDays;
  const bool has_old_name = request.AdminCreateUserConfig && request.AdminCreateUserConfig->UnusedAccountValidityDays;
  if (has_new_name && has_old_name) {
    throw api::InvalidParameterException("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays");
  }
}

}  // namespace

void CheckSignInRules(const api::CreateUserPoolRequest& request) {
  CheckUsernames(request);
  CheckPasswordValidity(request);
  if (request.Policies) {
    CheckFirstFactors(*request.Policies);
  }
  if (request.AccountRecoverySetting) {
    CheckRecovery(*request.AccountRecoverySetting);
  }
}

}  // namespace rockpool::operations
