// What POST /oauth2/token gives tokens for, a file for each: the form is one, and the client is still to be authenticated, so that one
// transaction looks at him and at what is to be given.
#pragma once

#include "server/http/message.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// Each authenticates the client before all else, and answers, or throws a JsonError, or what PreTokenGeneration is refused with. All sign,
// and so compute; they block where the pool has a PreTokenGeneration function, but RedeemCode, whose code was issued with its answer.

// grant_type=authorization_code: `code`, `redirect_uri`, and `code_verifier` where the code was asked for with a challenge.
http::Response RedeemCode(const Exchange& exchange);

// grant_type=refresh_token: `refresh_token`.
http::Response RefreshTokens(const Exchange& exchange);

// grant_type=client_credentials: perhaps `scope` and `aws_client_metadata`.
http::Response GrantToClient(const Exchange& exchange);

}  // namespace rockpool::oauth
