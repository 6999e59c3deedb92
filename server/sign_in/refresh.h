// New tokens for what a sign-in left behind.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/sign_in/issue_tokens.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// New tokens for a refresh token, of the same kinds as at the first time. Asks PreTokenGeneration, signs once or twice.
// Throws api::NotAuthorizedException: `Invalid Refresh Token.` (garbage, of another client, of a deleted user, of another device than
// `asked_by` has or of one that is not confirmed) · `Refresh Token has
// expired` · `User is disabled.` · `Refresh Token has been revoked`; api::RefreshTokenReuseException if another has taken its place and its
// grace has passed. Where the client rotates, the answer has a new refresh token, for the remaining time of the first, and the old one
// works for the grace only: of two calls at once without any, one wins. What AskForChanges throws comes after that: the old token has been
// replaced then.
api::AuthenticationResultType Refresh(const world::World& world, const clients::SharedClient& client, std::string_view refresh_token,
                                      const AskedBy& asked_by = {});

// The same within the rounds of a call that has looked before. `check` is called, outside of transactions, with whose token it is, nullopt
// where that is nobody or of another client, before anything is said of the token; what it throws reaches the caller.
using CheckUsername = std::function<void(const std::optional<std::string>& username)>;
api::AuthenticationResultType Refresh(const world::World& world, world::LookCallCommit& rounds, const clients::SharedClient& client,
                                      std::string_view refresh_token, const CheckUsername& check, const AskedBy& asked_by = {});

// What a refresh token of the client goes back to; nullopt for any other text. Says nothing of whether it is still good.
struct RefreshBasis {
  bool from_oauth = false;
  std::string scope;
};
std::optional<RefreshBasis> FindBasis(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                      std::string_view refresh_token);

}  // namespace rockpool::sign_in
