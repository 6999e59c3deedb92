// Access tokens as they come back: who holds one, and whether it is still good.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"
#include "server/tokens/token_scopes.h"
#include "server/world/world.h"
#include "storage/transaction.h"

namespace rockpool::tokens {

// What a token says, its signature proved: of a pool of this store, for use as access token, not expired.
struct AccessToken {
  std::string user_pool_id;
  std::string client_id;
  std::string username;  // empty if it is an app client's own
  std::string sub;
  std::string event_id;
  std::string scope;
  std::string origin_jti;        // empty where the client's tokens cannot be revoked
  std::string device_key;        // empty where the sign-in had none
  std::string session_id;        // empty where the pool tracked none
  std::int64_t auth_time = 0;    // seconds since 1970
  std::vector<std::string> amr;  // empty where no level was asked for
};

// Throws api::NotAuthorizedException: `Invalid Access Token` (garbage, ID token, foreign signature, foreign issuer) · `Access Token has
// expired`. Verifies a signature, 30 us, unless the token was proved, or signed here, lately: not inside a transaction.
AccessToken ReadAccessToken(const world::World& world, std::string_view token);

struct TokenHolder {
  clients::SharedClient client;
  accounts::User user;
  std::int64_t family = 0;  // the number of the refresh family that the token belongs to
};

// Throws api::NotAuthorizedException `Access Token does not have required scopes` for an app client's own token; of a user's, in this
// order: api::UserNotFoundException `User does not exist.`; api::NotAuthorizedException `Access Token has been revoked` · `Access Token
// does not have required scopes` (`scope` is not among them); api::ResourceNotFoundException if the app client has gone;
// api::PasswordResetRequiredException; api::UserNotConfirmedException; api::NotAuthorizedException `User is disabled.`
TokenHolder RequireHolder(const storage::Transaction& transaction, const world::Caches& caches, const AccessToken& token,
                          std::string_view scope = kAdminScope);

// Whether the text says of itself that it is an ID or access token, and so no refresh token. Nobody needs to have signed it: it gets its
// bearer nothing.
bool SaysItsUse(std::string_view token);

// Both for a call that writes nothing: the holder as one transaction has him, and throws what they throw, in their order. Not inside a
// transaction.
TokenHolder ReadHolder(const world::World& world, std::string_view token);

}  // namespace rockpool::tokens
