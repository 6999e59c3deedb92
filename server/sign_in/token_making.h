// What issuing tokens and refreshing them have in common: the owner's groups, PreTokenGeneration, two signatures, the answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/pools/pool_in_use.h"
#include "server/tokens/claims.h"
#include "server/tokens/signing_keys.h"
#include "server/tokens/token_changes.h"
#include "server/triggers/events/token_events.h"
#include "server/triggers/origin.h"
#include "server/world/world.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

std::vector<api::GroupType> GroupsOf(const storage::Transaction& transaction, const accounts::User& user);

struct SignedTokens {
  std::optional<std::string> id;  // of the API always, of an OAuth endpoint where the scope has `openid`
  std::string access;
};

// Signs once or twice, half a millisecond each: not inside a transaction.
SignedTokens Sign(const world::World& world, const tokens::TokenFacts& facts, const tokens::SeenSigningKeys& seen);

api::AuthenticationResultType Result(const clients::ClientInUse& client, SignedTokens made, std::optional<std::string> refresh_token);

// What PreTokenGeneration says of an owner's tokens. Blocks, and throws as triggers/events do; api::InvalidLambdaResponseException for too
// many claims.
tokens::TokenChanges AskForClaims(const triggers::Origin& origin, triggers::TokenSource source, const tokens::TokenFacts& facts,
                                  const triggers::Metadata& client_metadata);

// Whether tokens of that source wait for a function of the pool.
bool WaitsForChanges(const pools::PoolInUse& pool, triggers::TokenSource source);

}  // namespace rockpool::sign_in
