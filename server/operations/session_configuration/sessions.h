// What the operations on session configurations share. A pool says whether sessions are tracked and how many a user may have; an app
// client says how long it goes on with a session, which depends on nothing that the pool says.
#pragma once

#include <string>

#include "server/api/types.h"
#include "storage/transaction.h"

namespace rockpool::operations {

// Throws api::FeatureUnavailableInTierException if the pool's tier has no session tracking.
void RequireSessionTier(const api::UserPoolType& pool);

// What was set last, or the defaults.
api::GetUserPoolSessionConfigurationResponse SessionConfigurationOf(const storage::Transaction& transaction,
                                                                    const std::string& user_pool_id);

}  // namespace rockpool::operations
