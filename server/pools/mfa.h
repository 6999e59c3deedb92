// The second factors of a pool. Its mode (MfaConfiguration) and its SMS settings stand in the pool's own document; the factors, and what
// configures them, in a record beside it that only SetUserPoolMfaConfig changes.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "server/api/types.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// As the record keeps them: without MfaConfiguration, and SmsMfaConfiguration is empty, which says that SMS is a factor.
using MfaFactors = api::GetUserPoolMfaConfigResponse;

// The mode of a pool, or of a request for one: OFF where it says none.
api::UserPoolMfaType MfaModeOf(const std::optional<api::UserPoolMfaType>& stated);

// None if SetUserPoolMfaConfig has set none. Requires: the pool exists.
MfaFactors LoadFactors(const storage::Transaction& transaction, std::string_view user_pool_id);
void SaveFactors(storage::Transaction& transaction, util::EpochMillis now, std::string_view user_pool_id, const MfaFactors& factors);

// True if a factor is on that sends no SMS.
bool HaveFactorWithoutSms(const MfaFactors& factors);

// True if a passkey can stand for both factors.
bool TakePasskeysForMfa(const MfaFactors& factors);

// The configuration as answers show it: the factors that are configured, and no others (recorded, floci PR 2831).
api::GetUserPoolMfaConfigResponse Shown(const MfaFactors& factors, const api::UserPoolType& pool);

// What users may sign in with first, and what goes with required MFA.

// A view of the factors that the policies name: none where there is no sign-in policy, or one without them, as in the LITE tier.
std::span<const api::AuthFactorType> FirstFactorsOf(const api::UserPoolPolicyType& policies);
std::span<const api::AuthFactorType> FirstFactorsOf(const std::optional<api::UserPoolPolicyType>& policies);

// Throws api::InvalidParameterException if MFA cannot be required beside these first factors. `no_passkeys` is the text for passkeys that
// do not stand for both factors, which each operation words in its own way.
void CheckBesideRequiredMfa(std::span<const api::AuthFactorType> first, const MfaFactors& factors, const char* no_passkeys);

// Throws api::InvalidParameterException in AWS's words if codes by SMS are a first factor and nothing can send them.
void CheckSenderOfFirstFactors(std::span<const api::AuthFactorType> first, bool has_sms);

}  // namespace rockpool::pools
