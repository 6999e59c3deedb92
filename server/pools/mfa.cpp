#include "server/pools/mfa.h"

#include <algorithm>

#include "server/api/errors.h"
#include "server/pools/records.h"
#include "server/util/lists.h"

namespace rockpool::pools {

api::UserPoolMfaType MfaModeOf(const std::optional<api::UserPoolMfaType>& stated) { return stated.value_or(api::UserPoolMfaType::OFF); }

MfaFactors LoadFactors(const storage::Transaction& transaction, std::string_view user_pool_id) {
  return FindConfiguration<MfaFactors>(transaction, storage::ResourceKind::kMfaConfiguration, user_pool_id).value_or(MfaFactors());
}

void SaveFactors(storage::Transaction& transaction, util::EpochMillis now, std::string_view user_pool_id, const MfaFactors& factors) {
  Upsert(transaction.resources(storage::ResourceKind::kMfaConfiguration), NewConfiguration(now, user_pool_id, std::nullopt, factors));
}

bool HaveFactorWithoutSms(const MfaFactors& factors) {
  const bool has_software_token = factors.SoftwareTokenMfaConfiguration && factors.SoftwareTokenMfaConfiguration->Enabled.value_or(false);
  return has_software_token || factors.EmailMfaConfiguration;
}

bool TakePasskeysForMfa(const MfaFactors& factors) {
  return factors.WebAuthnConfiguration &&
         factors.WebAuthnConfiguration->FactorConfiguration == api::WebAuthnFactorConfigurationType::MULTI_FACTOR_WITH_USER_VERIFICATION;
}

api::GetUserPoolMfaConfigResponse Shown(const MfaFactors& factors, const api::UserPoolType& pool) {
  api::GetUserPoolMfaConfigResponse shown = factors;
  shown.MfaConfiguration = pool.MfaConfiguration;
  shown.SmsMfaConfiguration.reset();
  // Assumed: where CreateUserPool or UpdateUserPool turned MFA on and no factor was ever named, SMS is the factor.
  const bool is_sms_implied =
      pool.MfaConfiguration != api::UserPoolMfaType::OFF && !factors.SoftwareTokenMfaConfiguration && !factors.EmailMfaConfiguration;
  if (pool.SmsConfiguration && (factors.SmsMfaConfiguration || is_sms_implied)) {
    shown.SmsMfaConfiguration = {pool.SmsAuthenticationMessage, pool.SmsConfiguration};
  }
  return shown;
}

using api::AuthFactorType;

std::span<const AuthFactorType> FirstFactorsOf(const api::UserPoolPolicyType& policies) {
  return policies.SignInPolicy ? util::MembersOf(policies.SignInPolicy->AllowedFirstAuthFactors) : std::span<const AuthFactorType>();
}

std::span<const AuthFactorType> FirstFactorsOf(const std::optional<api::UserPoolPolicyType>& policies) {
  return policies ? FirstFactorsOf(*policies) : std::span<const AuthFactorType>();
}

// Recorded (cdkd#1975 and #2064, cdkd/cognito-provider.ts), but for MFA that CreateUserPool turns on.
void CheckBesideRequiredMfa(std::span<const AuthFactorType> first, const MfaFactors& factors, const char* no_passkeys) {
  const auto goes_with_mfa = [](AuthFactorType factor) {
    return factor == AuthFactorType::PASSWORD || factor == AuthFactorType::WEB_AUTHN;
  };
  if (!std::ranges::all_of(first, goes_with_mfa)) {
    throw api::InvalidParameterException("Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled");
  }
  if (std::ranges::find(first, AuthFactorType::WEB_AUTHN) != first.end() && !TakePasskeysForMfa(factors)) {
    throw api::InvalidParameterException(no_passkeys);
  }
}

void CheckSenderOfFirstFactors(std::span<const AuthFactorType> first, bool has_sms) {
  if (!has_sms && std::ranges::find(first, AuthFactorType::SMS_OTP) != first.end()) {
    // Recorded (cdkd/cognito-provider.ts).
    throw api::InvalidParameterException("SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration");
  }
}

}  // namespace rockpool::pools
