// What users may sign in with first, and what goes with required MFA.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "server/api/types.h"
#include "server/pools/mfa.h"

namespace rockpool::pools {

// A view of the factors that the policies name: none where there is no sign-in policy, or one without them, as in the LITE tier.
std::span<const api::AuthFactorType> FirstFactorsOf(const api::UserPoolPolicyType& policies);
std::span<const api::AuthFactorType> FirstFactorsOf(const std::optional<api::UserPoolPolicyType>& policies);

// Throws api::InvalidParameterException if MFA cannot be required beside these first factors. `no_passkeys` is the text for passkeys that
// do not stand for both factors, which each operation words in its own way.
void CheckBesideRequiredMfa(std::span<const api::AuthFactorType> first, const MfaFactors& factors, const char* no_passkeys);

// Throws api::InvalidParameterException in AWS's words if codes by SMS are a first factor and nothing can send them.
void CheckSenderOfFirstFactors(std::span<const api::AuthFactorType> first, bool has_sms);

}  // namespace rockpool::pools
