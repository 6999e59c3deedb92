#include <algorithm>
#include <string>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/identifiers.h"
#include "server/pools/mfa.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/pools/rules/message_rules.h"
#include "server/pools/tier.h"
#include "server/pools/user_pools.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

using api::UserPoolMfaType;

// A request replaces the whole configuration: what it leaves out is off (recorded, cdkd#1968).
UserPoolMfaType ModeOf(const api::SetUserPoolMfaConfigRequest& request) { return request.MfaConfiguration.value_or(UserPoolMfaType::OFF); }

// That a factor is named is what counts, not that it is enabled; passkeys are none (recorded, floci PR 2831, cdkd#1920 and #1923).
void CheckMode(const api::SetUserPoolMfaConfigRequest& request) {
  const bool names_factor = request.SmsMfaConfiguration || request.SoftwareTokenMfaConfiguration || request.EmailMfaConfiguration;
  const bool is_off = ModeOf(request) == UserPoolMfaType::OFF;
  if (is_off && names_factor) {
    throw api::InvalidParameterException("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");
  }
  if (!is_off && !names_factor) {
    throw api::InvalidParameterException("Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.");
  }
}

// Recorded (floci PR 2831) of a caller that is no role's ARN, in every mode and before the mode. Assumed: that a factor without a sender is
// told the same, and that one in the pool will do.
void CheckSmsSender(const api::SetUserPoolMfaConfigRequest& request, const api::UserPoolType& pool) {
  if (!request.SmsMfaConfiguration) {
    return;
  }
  const auto& given = request.SmsMfaConfiguration->SmsConfiguration;
  const bool is_complete = given && given->ExternalId && pools::ServiceOfArn(given->SnsCallerArn) == "iam" &&
                           given->SnsCallerArn.find(":role/") != std::string::npos;
  if (!is_complete && (given || !pool.SmsConfiguration)) {
    throw api::InvalidParameterException("Invalid SMS MFA configuration given, external id and a valid caller arn are required");
  }
}

// Recorded (badmintoncryer/cdk-preflight, 2026-09) of a slash. Assumed: that a name of the domain name system is what is taken.
void CheckRelyingParty(const api::SetUserPoolMfaConfigRequest& request) {
  const auto is_of_a_name = [](char c) { return util::IsLetterOrDigit(c) || c == '.' || c == '-'; };
  if (request.WebAuthnConfiguration && !std::ranges::all_of(request.WebAuthnConfiguration->RelyingPartyId.value_or(""), is_of_a_name)) {
    throw api::InvalidParameterException("RelyingPartyId contains invalid characters");
  }
}

void CheckFactors(const api::SetUserPoolMfaConfigRequest& request, const pools::MfaFactors& factors, const api::UserPoolType& pool) {
  if (request.EmailMfaConfiguration) {
    pools::RequireTier(pool, api::UserPoolTierType::ESSENTIALS, pools::kEmailMfa);
    pools::CheckSenderOfEmailMfa(pool.EmailConfiguration);
    pools::CheckRecoveryBesideEmailMfa(pool.AccountRecoverySetting);
  }
  if (pools::TakePasskeysForMfa(factors)) {
    pools::RequireTier(pool, api::UserPoolTierType::ESSENTIALS, pools::kPasskeyMfa);
  }
}

void CheckFirstFactors(UserPoolMfaType mode, const pools::MfaFactors& factors, const api::UserPoolType& pool) {
  if (mode == UserPoolMfaType::ON) {
    pools::CheckBesideRequiredMfa(
        pools::FirstFactorsOf(pool.Policies), factors,
        "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor");
  }
}

pools::MfaFactors FactorsOf(const api::SetUserPoolMfaConfigRequest& request) {
  pools::MfaFactors factors;
  if (request.SmsMfaConfiguration) {
    factors.SmsMfaConfiguration.emplace();
  }
  factors.SoftwareTokenMfaConfiguration = request.SoftwareTokenMfaConfiguration;
  factors.EmailMfaConfiguration = request.EmailMfaConfiguration;
  factors.WebAuthnConfiguration = request.WebAuthnConfiguration;
  return factors;
}

// A request without an SMS factor takes the pool's sender of SMS away, which verification may need (terraform-provider-aws#28294, of OFF
// alone; so with ON and other factors too, as it replaces the whole). Assumed: that the message goes with it, and that a factor which
// leaves out one of the two leaves it as it is.
void TakeSmsSettings(api::UserPoolType& pool, const std::optional<api::SmsMfaConfigType>& sms) {
  if (!sms || sms->SmsConfiguration) {
    pool.SmsConfiguration = sms ? sms->SmsConfiguration : std::nullopt;
  }
  if (!sms || sms->SmsAuthenticationMessage) {
    pool.SmsAuthenticationMessage = sms ? sms->SmsAuthenticationMessage : std::nullopt;
  }
}

// Assumed: that a secondary replica, whose own the sender of SMS is, takes what goes with that and names all else as the primary has it, as
// is documented of UpdateUserPool and SetRiskConfiguration.
void RequireSameFactors(const storage::Transaction& transaction, const storage::UserPool& record, const pools::MfaFactors& factors,
                        api::UserPoolType given) {
  const api::UserPoolType primary = pools::SettingsOf(record);
  given.SmsConfiguration = primary.SmsConfiguration;
  pools::RequireSame(pools::Shown(factors, given) == pools::Shown(pools::LoadFactors(transaction, record.id), primary));
}

}  // namespace

api::SetUserPoolMfaConfigResponse SetUserPoolMfaConfig(const Context& context, const api::SetUserPoolMfaConfigRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const pools::MfaFactors factors = FactorsOf(request);
  const pools::MfaFactors shown = context.world.store.Write([&](storage::Transaction& transaction) {
    storage::UserPool record = pools::FindPool(transaction, context.caller, request.UserPoolId);
    api::UserPoolType settings = pools::SettingsOf(record);
    pools::ShowReplicaSettings(transaction, context.caller, record.id, settings);
    CheckSmsSender(request, settings);
    CheckMode(request);
    if (request.SmsMfaConfiguration && request.SmsMfaConfiguration->SmsConfiguration) {
      pools::CheckSmsConfiguration(*request.SmsMfaConfiguration->SmsConfiguration, pools::AtReplica(context.caller));
    }
    settings.MfaConfiguration = ModeOf(request);
    TakeSmsSettings(settings, request.SmsMfaConfiguration);
    pools::CheckPhoneVerification(settings);
    pools::CheckSenderOfFirstFactors(pools::FirstFactorsOf(settings.Policies), settings.SmsConfiguration.has_value());  // Assumed: likewise
    CheckRelyingParty(request);
    CheckFactors(request, factors, settings);
    CheckFirstFactors(ModeOf(request), factors, settings);
    if (context.caller.replica.empty()) {
      pools::SaveFactors(transaction, now, record.id, factors);
      pools::SaveChange(transaction, now, std::move(record), settings);
    } else {
      RequireSameFactors(transaction, record, factors, settings);
      pools::SetReplicaSms(transaction, context.caller, record.id, settings.SmsConfiguration, now);
    }
    return pools::Shown(factors, settings);
  });
  return {shown.SmsMfaConfiguration, shown.SoftwareTokenMfaConfiguration, shown.EmailMfaConfiguration, shown.MfaConfiguration,
          shown.WebAuthnConfiguration};
}

}  // namespace rockpool::operations
