// What CreateUserPoolClient and UpdateUserPoolClient refuse although the model lets it pass. Each throws api::InvalidParameterException in
// AWS's words unless it says otherwise. The rules of tokens' lifetimes are CheckTokenValidity's.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/api/types.h"
#include "server/pools/quotas.h"
#include "server/pools/tier.h"
#include "server/world/caller.h"
#include "server/world/record_cache.h"
#include "storage/transaction.h"

namespace rockpool::clients {

enum class ClientChange { kCreate, kUpdate };

// All rules that a client with these settings must keep. `has_secret`: whether it is confidential. Throws what those below throw. Requires:
// the pool exists.
void CheckClient(const storage::Transaction& transaction, const world::Caches& caches, const world::Caller& caller,
                 const pools::Quotas& quotas, const api::Operation& operation, const std::string& user_pool_id,
                 const api::UserPoolClientType& client, bool has_secret, ClientChange change);

// The ways to sign in, and what does not go with them.
void CheckAuthFlows(const api::UserPoolClientType& client);

// Throws api::FeatureUnavailableInTierException for what the pool's tier has not.
void CheckClientTier(const api::UserPoolClientType& client, const api::UserPoolType& pool);

// What Amazon Pinpoint is told, and by whom.
void CheckAnalytics(const world::Caller& caller, const api::AnalyticsConfigurationType& analytics);

// OAuth's flows and what they need. Throws api::InvalidOAuthFlowException, too.
void CheckOAuthFlows(const api::UserPoolClientType& client, bool has_secret);

// Callback, logout and default addresses.
void CheckRedirects(const api::UserPoolClientType& client);

// How many of each list a client may have. Throws as RequireAtMost does.
void CheckClientQuotas(const pools::Quotas& quotas, const api::Operation& operation, const api::UserPoolClientType& client);

// Whether each scope is one of OIDC's or of the pool's resource servers. Throws api::ScopeDoesNotExistException.
void CheckScopes(const storage::Transaction& transaction, const world::Caches& caches, const std::string& user_pool_id,
                 const api::UserPoolClientType& client);

// What the client may read and write of a user.
void CheckAttributePermissions(const api::UserPoolClientType& client, std::span<const api::SchemaAttributeType> schema,
                               ClientChange change);

// Whether the pool has the identity providers.
void CheckSupportedProviders(const storage::Transaction& transaction, const std::string& user_pool_id,
                             const api::UserPoolClientType& client);

// What of a pool's app clients and domains keeps it from a lower tier.

// Assumed: that these count, as the calls that set them up need the tier; the documentation names log export alone.
std::vector<pools::Feature> FeaturesInUse(const storage::Transaction& transaction, const std::string& user_pool_id);

}  // namespace rockpool::clients
