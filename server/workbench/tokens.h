// Tokens for tests under /_rockpool/tokens: those of a user's sign-in, without the sign-in.
#pragma once

#include <string>
#include <string_view>

#include "server/http/endpoint.h"
#include "server/util/random.h"
#include "server/workbench/workbench.h"
#include "server/world/caller.h"
#include "server/world/world.h"

namespace rockpool::workbench {

// What POST answers to a body {"UserPoolId","ClientId","Username"[,"Scopes":[...]][,"Nonce"]}: {"AuthenticationResult":{...}} as a sign-in
// of the user ends with, issued by the code that a sign-in uses, without password, secret hash, flow or second factor. `Username` is any
// name that the user has. With Scopes or Nonce the tokens are as the OAuth endpoints make them: of these scopes, whatever the client
// allows, else of all that it allows; the ID token only with `openid`. Throws api::InvalidParameterException for another body;
// ResourceNotFoundException, UserNotFoundException for what there is not; and whatever a sign-in would refuse the user with:
// api::NotAuthorizedException `User is disabled.`, PasswordResetRequiredException, UserNotConfirmedException; NotAuthorizedException also
// where it would ask for a new password; and what a PreTokenGeneration function of the pool is refused with, which is asked as at the end
// of a sign-in by the API. `caller` says where the request went to, for the issuer. Signs twice.
std::string TokensJson(const world::World& world, const world::Caller& caller, std::string_view body);

// Where that runs: it waits where such a function is to be asked. Throws nothing.
http::Runs RunsOfTokens(const world::World& world, std::string_view body);

// Both outlive the workbench.
void AddTokens(Workbench& workbench, const world::World& world, util::Random& random);

}  // namespace rockpool::workbench
