// What the operations on session configurations share. A pool says whether sessions are tracked and how many a user may have; an app
// client says how long it goes on with a session, which depends on nothing that the pool says.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "server/api/types.h"
#include "server/pools/tier.h"
#include "storage/transaction.h"

namespace rockpool::tokens {

// Throws api::FeatureUnavailableInTierException if the pool's tier has no session tracking.
void RequireSessionTier(const api::UserPoolType& pool);

// What was set last, or the defaults.
api::GetUserPoolSessionConfigurationResponse SessionConfigurationOf(const storage::Transaction& transaction,
                                                                    const std::string& user_pool_id);

// How long the app client goes on with the session of a browser, since its user has signed in anew: an hour where nothing was set; zero:
// never.
std::chrono::minutes SsoValidityOf(const storage::Transaction& transaction, const std::string& user_pool_id, const std::string& client_id);

// Session tracking, if the pool has it on. Assumed: that it counts.
std::vector<pools::Feature> FeaturesInUse(const storage::Transaction& transaction, const std::string& user_pool_id);

}  // namespace rockpool::tokens
