// clients: app clients and what browsers and tokens are told through them: secrets, flows, redirects, scopes, resource servers, domains,
// branding, terms. Of identity providers it asks no more than whether there is one of a name; it may not know users and sign-ins.
//
// What all that belongs to an app client shares.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/pools/records.h"
#include "server/util/random.h"
#include "server/world/caller.h"
#include "storage/transaction.h"

namespace rockpool::clients {

extern const pools::ResourceFamily kAppClients;  // under their ids

// Throws api::ResourceNotFoundException if the pool has no such app client. Requires: the pool exists.
inline storage::PoolResource FindClient(const storage::Transaction& transaction, std::string_view user_pool_id,
                                        std::string_view client_id) {
  return pools::FindResource(transaction, kAppClients, user_pool_id, client_id);
}

// The client as answers show it: what its document says, and beside it what only the records know: ids, dates, and the secret. Its
// lists are in the order of the request; list_orders.h has those of answers.
api::UserPoolClientType ShownClient(const storage::Transaction& transaction, const storage::PoolResource& record);

// Throws api::ResourceNotFoundException if an app client is named that the pool does not have. Requires: the pool exists.
void RequireClientIfNamed(const storage::Transaction& transaction, std::string_view user_pool_id,
                          const std::optional<std::string>& client_id);

// How a new app client comes by its id: drawn at random, or given by its name in the way that emulators of AWS have agreed on.

// The digits of base 32: no id and no secret of a client that is documented has others.
inline constexpr std::string_view kClientAlphabet = "0123456789abcdefghijklmnopqrstuv";

// Like AWS's: 26 characters. Nobody promises that it is free.
std::string DrawClientId(util::Random& random);

// The id of a client with the name `_custom_id_:<id>`, absent with another name.
std::optional<std::string> CustomClientId(std::string_view client_name);

// The secrets of an app client. One without any is public.

// Like AWS's: 51 characters.
std::string DrawClientSecret(util::Random& random);

// The secret that the client gets at the time of its last change. The document is an api::ClientSecretDescriptorType with the value.
storage::PoolResource SecretAtLastChange(const storage::PoolResource& client, const std::string& value);

// What the record's document says, the value included.
api::ClientSecretDescriptorType SecretOf(const storage::PoolResource& record);

// The client's secrets, the oldest first.
std::vector<storage::PoolResource> SecretsOf(const storage::Transaction& transaction, const storage::PoolResource& client);

// What a request says of an app client, with AWS's defaults for what it leaves out.

// Without what only records know: ids, dates, secrets.
api::UserPoolClientType SettingsOf(const world::Caller& caller, const api::CreateUserPoolClientRequest& request);

// Likewise. The name is absent if the request leaves it out.
api::UserPoolClientType SettingsOf(const world::Caller& caller, const api::UpdateUserPoolClientRequest& request);

// How long an app client's tokens live.

// What answers show for what the request says: AWS's 30 days, in the refresh token's unit, for nothing and for zero.
std::int32_t RefreshTokenValidity(const std::optional<std::int32_t>& submitted, const api::TokenValidityUnitsType& units);

// Throws api::InvalidParameterException for a validity that AWS has not, and for refresh tokens that end before the tokens they refresh.
void CheckTokenValidity(const api::UserPoolClientType& client);

// How long a client's tokens live that are issued now. Requires: CheckTokenValidity has taken it.
struct TokenLives {
  std::chrono::seconds access;
  std::chrono::seconds id;
  std::chrono::seconds refresh;
};
TokenLives TokenLivesOf(const api::UserPoolClientType& client);

// Whether its refresh tokens are replaced by being used.
bool RotatesRefreshTokens(const api::UserPoolClientType& client);

}  // namespace rockpool::clients
