// sign_in: flows and challenges over a stored row, the dispatcher that decides what comes next, the tokens at the end, and the trace. It
// translates no wire: operations and pages hand it answers.
//
// The one place that issues tokens: for sign-in, refresh, and whatever else gives a user tokens.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/tokens/signing_keys.h"
#include "server/tokens/token_changes.h"
#include "server/tokens/user_sessions.h"
#include "server/triggers/events/token_events.h"
#include "server/triggers/origin.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"
#include "storage/refresh_families.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// What one transaction has seen of what tokens are made of, beside their user and their client.
struct SeenForTokens {
  std::vector<api::GroupType> groups;  // of the user
  tokens::SeenSigningKeys keys;        // of the pool
};
SeenForTokens LookForTokens(const storage::Transaction& transaction, const world::Caches& caches, const clients::ClientInUse& client,
                            const accounts::User& user);

// What a sign-in ends with. What later tokens of it repeat is fixed here.
struct TokenGrant {
  clients::SharedClient client;
  accounts::User user;  // as a transaction has read him: who changes him saves him, too
  std::string issuer;
  std::string scope;                                   // of the access token, names with blanks between them
  std::optional<std::string> nonce;                    // of the ID token
  bool from_oauth = false;                             // an OAuth endpoint asks for them: then an ID token takes the scope `openid`
  std::optional<std::string> audience = std::nullopt;  // `aud` of the access token: the `resource` that was asked for
  std::optional<util::EpochMillis> authenticated_millis = std::nullopt;  // of the browser session that they rest on; else now
  // What PreTokenGeneration is told. Who has asked it already, before a code was issued, has what it said in `changes`.
  triggers::TokenSource source = triggers::TokenSource::kAuthentication;
  triggers::Metadata client_metadata = std::nullopt;
  std::string user_agent = {};
  triggers::Teller tell = nullptr;
  std::optional<tokens::TokenChanges> changes = std::nullopt;
  std::optional<std::string> event_id = std::nullopt;    // of the sign-in; else one of their own
  std::optional<std::string> acr = std::nullopt;         // the level that was asked for and reached
  std::vector<std::string> amr{};                        // and by what
  std::optional<std::string> device_key = std::nullopt;  // of the device that they are for
  bool has_second_factor = false;                        // the user has proved one
  std::string address{};                                 // from where somebody signs in
  std::string origin_session_id{};                       // of the SSO session that they rest on; empty: none, or the pool did not track
  // What was seen in the Look that has read the user, where no function was asked since: it spares IssueTokens another Look.
  std::optional<SeenForTokens> seen = std::nullopt;
  bool is_refreshed = true;  // false: nobody gets the refresh token; the family is there all the same, so that it can be revoked
  // Where given, runs in the write that begins the family, perhaps twice: throws unless what gives the tokens is so still, and writes what
  // must be written along with them.
  std::function<void(storage::Transaction& transaction, accounts::User& user)> in_the_write = nullptr;
};

// Of a sign-in by the API: the issuer by the settings (tokens/issuer.h), the scope that token-authorised operations ask for.
TokenGrant GrantOfApi(const world::World& world, clients::SharedClient client, accounts::User user, const world::Caller& caller);

// What the write that ends a sign-in checks again: throws api::ResourceNotFoundException if the pool or the app client was deleted,
// api::NotAuthorizedException if the user was deleted or disabled, or is another one under his number (behind a reset), and what
// `in_the_write` throws, which runs. Returns the user as he is now.
accounts::User RequireStillGood(storage::Transaction& transaction, const TokenGrant& grant);

// What the pool's PreTokenGeneration function says of the grant's tokens, for who issues them later: no changes where it has none. It is
// told the user as he is now, who may not be the grant's any more where other functions came before. Blocks:
// not inside a transaction. Throws what triggers/events throw, and api::InvalidLambdaResponseException for too many claims.
tokens::TokenChanges AskForChanges(const world::World& world, world::LookCallCommit& rounds, const TokenGrant& grant);

// Asks PreTokenGeneration unless the grant has its changes, signs once or twice (not inside a transaction), and begins a refresh family in
// a write of its own, with a session where the pool tracks them and somebody gets the refresh token. The tokens are of the user as
// AskForChanges sees him. Throws as AskForChanges and RequireStillGood do.
api::AuthenticationResultType IssueTokens(const world::World& world, const TokenGrant& grant);
// The same within the rounds of a call that has looked before.
api::AuthenticationResultType IssueTokens(const world::World& world, world::LookCallCommit& rounds, const TokenGrant& grant);

// Who asks for tokens, as PreTokenGeneration is told of it.
struct AskedBy {
  std::string user_agent{};
  triggers::Metadata client_metadata = std::nullopt;
  triggers::Teller tell = nullptr;
  std::string address{};                                 // is not told: it is the session's
  std::optional<std::string> device_key = std::nullopt;  // of who refreshes: his DEVICE_KEY
  bool is_token_endpoint = false;                        // is not told: its ID tokens say at_hash
};

// Tokens of an app client for itself: nobody has signed in, and nothing is written down.
struct ClientGrant {
  clients::SharedClient client;
  std::string issuer;
  std::vector<std::string> scopes;  // in the order of the claim
  AskedBy asked_by{};
  tokens::SeenSigningKeys keys{};  // as they were seen beside the client; spares a transaction
};

struct ClientToken {
  std::string access_token;
  std::int64_t expires_in = 0;  // seconds
};

// Asks PreTokenGeneration where it is of version V3_0, and signs once: not inside a transaction. Throws as AskForChanges does, and
// api::ResourceNotFoundException if the client was deleted while the function ran.
ClientToken IssueClientToken(const world::World& world, const ClientGrant& grant);

// Ends a refresh token's family, with all its access tokens and what is `associated` with its session. Unknown, foreign and revoked tokens
// are passed over.
void Revoke(const world::World& world, const clients::ClientInUse& client, std::string_view refresh_token,
            const tokens::Associated& associated = std::nullopt);

// Revokes all that the user's sign-ins gave him, authorization codes too, and ends those under way. The sessions of his browsers stay
// (documented of GlobalSignOut).
void SignOutEverywhere(storage::Transaction& transaction, const accounts::User& user);

}  // namespace rockpool::sign_in
