// POST /oauth2/revoke: ends a refresh token with all that came of it.
#include <string>
#include <string_view>

#include "server/oauth/client_authentication.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/sign_in/issue_tokens.h"
#include "server/tokens/access_token.h"

namespace rockpool::oauth {
namespace {

// Documented: here alone it is a 401, whatever is wrong.
clients::SharedClient RequireClient(const Exchange& exchange) {
  try {
    return AuthenticateClient(exchange);
  } catch (const JsonError& error) {
    if (error.error() == "invalid_client") {
      throw JsonError("invalid_client", std::nullopt, 401);
    }
    throw;
  }
}

}  // namespace

// Assumed: the order of the checks.
http::Response Revoke(const Exchange& exchange) {
  RequireForm(exchange);
  const std::string token = RequireParameter(exchange, "token");
  const clients::SharedClient client = RequireClient(exchange);
  if (!client->settings.EnableTokenRevocation.value_or(true)) {
    throw JsonError("invalid_request");
  }
  if (tokens::SaysItsUse(token)) {
    throw JsonError("unsupported_token_type");
  }
  sign_in::Revoke(exchange.world, *client, token);
  return {};
}

}  // namespace rockpool::oauth
