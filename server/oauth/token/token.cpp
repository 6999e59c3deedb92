// POST /oauth2/token. Assumed: the order of its checks: form, grant_type, client, and then those of the grant.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "server/federation/function_refusal.h"
#include "server/oauth/client_authentication.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/token/grants.h"

namespace rockpool::oauth {
namespace {

struct Grant {
  std::string_view type;
  http::Response (*give)(const Exchange& exchange);
};

constexpr std::array<Grant, 3> kGrants{
    {{"authorization_code", RedeemCode}, {"refresh_token", RefreshTokens}, {"client_credentials", GrantToClient}}};

}  // namespace

http::Response Token(const Exchange& exchange) {
  RequireForm(exchange);
  const std::string type = RequireParameter(exchange, "grant_type");
  const auto grant = std::ranges::find(kGrants, type, &Grant::type);
  if (grant == kGrants.end()) {
    throw JsonError("unsupported_grant_type");
  }
  try {
    return grant->give(exchange);
  } catch (const api::ServiceException& error) {
    if (!federation::IsOfFunction(error)) {
      throw;
    }
    throw JsonError("invalid_grant", error.message());  // Assumed
  }
}

}  // namespace rockpool::oauth
