// What POST /oauth2/token gives tokens for, a file for each: the client is authenticated, and the form is one.
#pragma once

#include "server/clients/client_in_use.h"
#include "server/http/message.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// Each answers, or throws a JsonError, or what PreTokenGeneration is refused with. All sign, and so compute; they block where the pool has
// a PreTokenGeneration function, but RedeemCode, whose code was issued with its answer.

// grant_type=authorization_code: `code`, `redirect_uri`, and `code_verifier` where the code was asked for with a challenge.
http::Response RedeemCode(const Exchange& exchange, const clients::SharedClient& client);

// grant_type=refresh_token: `refresh_token`.
http::Response RefreshTokens(const Exchange& exchange, const clients::SharedClient& client);

// grant_type=client_credentials: perhaps `scope` and `aws_client_metadata`.
http::Response GrantToClient(const Exchange& exchange, const clients::SharedClient& client);

}  // namespace rockpool::oauth
