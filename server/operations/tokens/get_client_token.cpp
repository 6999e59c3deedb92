#include <cstdint>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/client_in_use.h"
#include "server/clients/scopes.h"
#include "server/operations/context.h"
#include "server/sign_in/issue_tokens.h"
#include "server/tokens/issuer.h"
#include "server/tokens/settings.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// Assumed: the order, and all texts but that of the secret (a published test against AWS). That it names the flow is an example's of AWS.
sign_in::ClientGrant RequireGrant(const storage::Transaction& transaction, const Context& context,
                                  const api::GetClientTokenRequest& request) {
  clients::SharedClient client = clients::UseClient(transaction, context.world.caches, request.ClientId);
  if (!clients::AllowsFlow(*client, api::ExplicitAuthFlowsType::ALLOW_CLIENT_TOKEN_AUTH)) {
    throw api::NotAuthorizedException("Client is not enabled for ALLOW_CLIENT_TOKEN_AUTH.");
  }
  if (!clients::HasSecret(*client, request.Secret)) {
    throw api::NotAuthorizedException("Invalid client or secret");
  }
  auto scopes = clients::ScopesForItself(transaction, *client, request.Scopes, clients::Gone::kRefused);
  if (!scopes) {
    throw api::InvalidParameterException("Invalid scope requested.");
  }
  std::string issuer = tokens::IssuerOf(context.world.settings.Of<tokens::Settings>(), *client->pool, context.caller);
  return {std::move(client), std::move(issuer), *std::move(scopes), {context.caller.user_agent, request.ClientMetadata}};
}

}  // namespace

api::GetClientTokenResponse GetClientToken(const Context& context, const api::GetClientTokenRequest& request) {
  const sign_in::ClientGrant grant =
      context.world.store.Read([&](const storage::Transaction& transaction) { return RequireGrant(transaction, context, request); });
  sign_in::ClientToken token = sign_in::IssueClientToken(context.world, grant);
  api::GetClientTokenResponse response;
  api::ClientAuthenticationResultType& result = response.ClientAuthenticationResult.emplace();
  result.AccessToken = std::move(token.access_token);
  result.ExpiresIn = static_cast<std::int32_t>(token.expires_in);
  result.TokenType = "Bearer";
  return response;
}

}  // namespace rockpool::operations
