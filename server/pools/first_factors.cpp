#include "server/pools/first_factors.h"

#include <algorithm>

#include "server/api/errors.h"
#include "server/util/lists.h"

namespace rockpool::pools {

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
