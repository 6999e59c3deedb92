#include "server/pools/mfa.h"

#include "server/pools/configurations.h"
#include "server/pools/records.h"

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

}  // namespace rockpool::pools
