// What the grants share: how tokens are answered, and which clients may have any.
#pragma once

#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/http/message.h"

namespace rockpool::oauth {

// 200: id_token, access_token, refresh_token, expires_in, token_type, in this order, those that there are (recorded, nextdaybeats 2022).
http::Response AnswerOf(const api::AuthenticationResultType& tokens);

// Whether the client may have tokens by that flow: it is one of its AllowedOAuthFlows, and OAuth is not switched off.
bool MayUse(const clients::ClientInUse& client, api::OAuthFlowType flow);

}  // namespace rockpool::oauth
