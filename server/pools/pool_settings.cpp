#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/pools/functions.h"
#include "server/pools/mfa.h"
#include "server/pools/tier.h"
#include "server/pools/user_pools.h"
#include "server/util/lists.h"

namespace rockpool::pools {
namespace {

constexpr std::int32_t kMinimumLength = 8;
constexpr std::int32_t kTemporaryPasswordValidityDays = 7;

// Assumed: that a policy which is given at all turns off what it leaves out. The Go SDK sends no `false`, and yet its users turn things
// off.
api::PasswordPolicyType PasswordPolicy(const std::optional<api::PasswordPolicyType>& submitted, std::int32_t validity_days) {
  api::PasswordPolicyType policy = submitted.value_or(api::PasswordPolicyType{});
  policy.MinimumLength = policy.MinimumLength.value_or(kMinimumLength);
  policy.RequireUppercase = policy.RequireUppercase.value_or(!submitted);
  policy.RequireLowercase = policy.RequireLowercase.value_or(!submitted);
  policy.RequireNumbers = policy.RequireNumbers.value_or(!submitted);
  policy.RequireSymbols = policy.RequireSymbols.value_or(!submitted);
  policy.TemporaryPasswordValidityDays = validity_days;
  if (policy.PasswordHistorySize == 0) {
    policy.PasswordHistorySize.reset();  // documented: 0 is not shown
  }
  return policy;
}

// One setting with two names, of which a request may use one.
std::int32_t TemporaryPasswordValidity(const auto& request) {
  std::int32_t days = 0;
  if (request.Policies && request.Policies->PasswordPolicy) {
    days = request.Policies->PasswordPolicy->TemporaryPasswordValidityDays.value_or(0);
  }
  if (days == 0 && request.AdminCreateUserConfig) {
    days = request.AdminCreateUserConfig->UnusedAccountValidityDays.value_or(0);
  }
  // Documented: 0 counts as left out. Assumed: by either name, for what Describe shows is sent back by the newer one.
  return days == 0 ? kTemporaryPasswordValidityDays : days;
}

void FillPolicies(api::UserPoolType& pool, const auto& request) {
  // Assumed: that either name sets both; Describe shows both.
  const std::int32_t validity_days = TemporaryPasswordValidity(request);
  api::UserPoolPolicyType policies = request.Policies.value_or(api::UserPoolPolicyType{});
  policies.PasswordPolicy = PasswordPolicy(policies.PasswordPolicy, validity_days);
  if (FirstFactorsOf(policies).empty() && pool.UserPoolTier != api::UserPoolTierType::LITE) {
    policies.SignInPolicy.emplace().AllowedFirstAuthFactors = {api::AuthFactorType::PASSWORD};
  }
  if (policies.SignInPolicy) {
    policies.SignInPolicy->AllowedFirstAuthFactors = util::EachOnce(policies.SignInPolicy->AllowedFirstAuthFactors);
  }
  pool.Policies = policies;

  pool.AdminCreateUserConfig = request.AdminCreateUserConfig.value_or(api::AdminCreateUserConfigType{});
  pool.AdminCreateUserConfig->AllowAdminCreateUserOnly = pool.AdminCreateUserConfig->AllowAdminCreateUserOnly.value_or(false);
  pool.AdminCreateUserConfig->UnusedAccountValidityDays = validity_days;
}

// Each text has two names, and setting the one sets the other (Terraform's acceptance tests on AWS). Assumed: that two different texts are
// kept as they are.
void Share(std::optional<std::string>& one, std::optional<std::string>& other) {
  one = one ? one : other;
  other = other ? other : one;
}

void FillMessages(api::UserPoolType& pool, const auto& request) {
  pool.SmsVerificationMessage = request.SmsVerificationMessage;
  pool.EmailVerificationMessage = request.EmailVerificationMessage;
  pool.EmailVerificationSubject = request.EmailVerificationSubject;
  pool.SmsAuthenticationMessage = request.SmsAuthenticationMessage;
  auto& verification = pool.VerificationMessageTemplate.emplace();
  verification = request.VerificationMessageTemplate.value_or(verification);
  verification.DefaultEmailOption = verification.DefaultEmailOption.value_or(api::DefaultEmailOptionType::CONFIRM_WITH_CODE);
  Share(pool.SmsVerificationMessage, verification.SmsMessage);
  Share(pool.EmailVerificationMessage, verification.EmailMessage);
  Share(pool.EmailVerificationSubject, verification.EmailSubject);

  pool.SmsConfiguration = request.SmsConfiguration;
  pool.EmailConfiguration = request.EmailConfiguration.value_or(api::EmailConfigurationType{});
  pool.EmailConfiguration->EmailSendingAccount =
      pool.EmailConfiguration->EmailSendingAccount.value_or(api::EmailSendingAccountType::COGNITO_DEFAULT);
}

api::LambdaConfigType LambdaConfig(const std::optional<api::LambdaConfigType>& submitted) {
  api::LambdaConfigType lambdas = submitted.value_or(api::LambdaConfigType{});
  if (lambdas.PreTokenGenerationConfig) {
    lambdas.PreTokenGeneration = lambdas.PreTokenGenerationConfig->LambdaArn;
  }
  return lambdas;
}

// What is given at all is on, unless it says otherwise.
std::optional<api::DcrConfigurationType> DcrConfiguration(std::optional<api::DcrConfigurationType> submitted) {
  if (submitted) {
    submitted->EnableStatus = submitted->EnableStatus.value_or(api::StatusType::Enabled);
    submitted->AuthenticatedGrantTypes = util::EachOnce(submitted->AuthenticatedGrantTypes);
    submitted->OpenDcrGrantTypes = util::EachOnce(submitted->OpenDcrGrantTypes);
    submitted->AllowedScopes = util::EachOnce(submitted->AllowedScopes);
  }
  return submitted;
}

// What a pool is given that says nothing of recovery (terraform-provider-aws, user_pool_test.go, _basic); an empty setting stays empty.
api::AccountRecoverySettingType RecoverySetting(const std::optional<api::AccountRecoverySettingType>& submitted) {
  if (submitted) {
    return *submitted;
  }
  api::AccountRecoverySettingType setting;
  setting.RecoveryMechanisms = {{1, api::RecoveryOptionNameType::verified_email}, {2, api::RecoveryOptionNameType::verified_phone_number}};
  return setting;
}

// Always there, and its list too (recorded, aws-samples' EKS security workshop, create-user-pool of 2024-09).
api::UserAttributeUpdateSettingsType AttributeUpdates(const std::optional<api::UserAttributeUpdateSettingsType>& submitted) {
  api::UserAttributeUpdateSettingsType settings = submitted.value_or(api::UserAttributeUpdateSettingsType{});
  settings.AttributesRequireVerificationBeforeUpdate =
      util::EachOnce(settings.AttributesRequireVerificationBeforeUpdate).value_or(std::vector<api::VerifiedAttributeType>());
  return settings;
}

}  // namespace

template <class Request>
void TakeSettings(api::UserPoolType& pool, const Request& request) {
  pool.UserPoolTier = TierOf(request.UserPoolTier);
  pool.DeletionProtection = request.DeletionProtection.value_or(api::DeletionProtectionType::INACTIVE);
  pool.MfaConfiguration = MfaModeOf(request.MfaConfiguration);
  pool.UserPoolTags = request.UserPoolTags.value_or(Tags());
  pool.LambdaConfig = LambdaConfig(request.LambdaConfig);
  FillPolicies(pool, request);
  FillMessages(pool, request);

  pool.AutoVerifiedAttributes = util::AsSet(request.AutoVerifiedAttributes);
  pool.UserAttributeUpdateSettings = AttributeUpdates(request.UserAttributeUpdateSettings);
  pool.DeviceConfiguration = request.DeviceConfiguration;
  pool.UserPoolAddOns = request.UserPoolAddOns;
  pool.AccountRecoverySetting = RecoverySetting(request.AccountRecoverySetting);
  pool.DcrConfiguration = DcrConfiguration(request.DcrConfiguration);
  pool.KeyConfiguration = request.KeyConfiguration;
  pool.IssuerConfiguration = request.IssuerConfiguration;
  pool.AcrConfiguration = request.AcrConfiguration;
  NoteFunctions(pool);
}

template void TakeSettings(api::UserPoolType& pool, const api::CreateUserPoolRequest& request);
template void TakeSettings(api::UserPoolType& pool, const api::UpdateUserPoolRequest& request);

}  // namespace rockpool::pools
