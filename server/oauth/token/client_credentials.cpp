#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/clients/scopes.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/errors.h"
#include "server/oauth/site.h"
#include "server/oauth/token/grants.h"
#include "server/oauth/token/token_answer.h"
#include "server/sign_in/issue_tokens.h"
#include "server/tokens/issuer.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

std::optional<std::vector<std::string>> AskedScopes(const Exchange& exchange) {
  const auto scope = Parameter(exchange.form, "scope");
  if (!scope) {
    return std::nullopt;
  }
  const auto names = util::Split(*scope, " ");
  return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace

http::Response GrantToClient(const Exchange& exchange, const clients::SharedClient& client) {
  if (!MayUse(*client, api::OAuthFlowType::client_credentials)) {
    throw JsonError("invalid_grant");  // recorded, 2026
  }
  auto scopes = exchange.world.store.Read([&](const storage::Transaction& transaction) {
    // Documented: the scope of a resource server that is gone is dropped silently.
    return clients::ScopesForItself(transaction, *client, AskedScopes(exchange), clients::Gone::kLeftOut);
  });
  if (!scopes) {
    throw JsonError("invalid_scope");
  }
  const auto& settings = exchange.world.settings.Of<tokens::Settings>();
  std::string issuer = tokens::IssuerOf(settings, *client->pool, exchange.caller, exchange.site && exchange.site->is_own_host);
  sign_in::ClientToken token = sign_in::IssueClientToken(exchange.world, {client, std::move(issuer), *std::move(scopes)});
  api::AuthenticationResultType tokens;
  tokens.AccessToken = std::move(token.access_token);
  tokens.ExpiresIn = static_cast<std::int32_t>(token.expires_in);
  return AnswerOf(tokens);
}

}  // namespace rockpool::oauth
