// The second factors of a pool. Its mode (MfaConfiguration) and its SMS settings stand in the pool's own document; the factors, and what
// configures them, in a record beside it that only SetUserPoolMfaConfig changes.
#pragma once

#include <optional>
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

}  // namespace rockpool::pools
