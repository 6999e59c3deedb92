// sign_in: flows and challenges over a stored row, the dispatcher that decides what comes next, the tokens at the end, and the trace. It
// translates no wire: operations and pages hand it answers.
//
// The one place that issues tokens: for sign-in, refresh, and whatever else gives a user tokens.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "server/world/world.h"

namespace rockpool::sign_in {

// What a sign-in ends with, and every refresh begins with.
struct TokenGrant {
  clients::SharedClient client;
  accounts::User user;
  std::vector<api::GroupType> groups;               // of the user, at this moment
  std::string issuer;                               // fixed at sign-in
  std::string scope = "aws.cognito.signin.user.admin";
  std::optional<std::string> nonce;                 // of the ID token
  bool from_oauth = false;                          // tokens as the OAuth endpoints make them: "version": 2
  util::EpochMillis authenticated_millis = 0;
};

// Signs (two RSA signatures: not inside a transaction) and begins a refresh family in a write of its own, which checks that the user is
// still there and enabled.
api::AuthenticationResultType IssueTokens(const world::World& world, const TokenGrant& grant);

}  // namespace rockpool::sign_in
