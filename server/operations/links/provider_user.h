// What the operations on links share: how they name a person at a provider, or a user of the pool.
#pragma once

#include <optional>
#include <string_view>

#include "server/accounts/links.h"
#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/operations/context.h"
#include "server/pools/pool_in_use.h"
#include "storage/transaction.h"

namespace rockpool::operations {

// What stands for the pool's own users in the place of a provider's name.
inline constexpr std::string_view kOfThePool = "Cognito";

// Throws api::InvalidParameterException if it lacks what the model leaves open: provider or value. Without an attribute it is the subject.
accounts::SourceName RequireNamed(const api::ProviderUserIdentifierType& named);

// Throws api::ResourceNotFoundException if the pool has no such provider.
storage::IdentityProvider RequireProvider(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view provider);

// The user with that username (an alias, the sub) where the provider is kOfThePool; else whom the provider's person signs in as.
std::optional<accounts::User> FindUserOfProvider(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                                 const accounts::SourceName& named);

}  // namespace rockpool::operations
