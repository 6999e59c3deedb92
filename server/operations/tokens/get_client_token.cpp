#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/api/operation.h"
#include "server/clients/client_in_use.h"
#include "server/clients/scopes.h"
#include "server/operations/context.h"
#include "server/sign_in/issue_tokens.h"
#include "server/sign_in/trace.h"
#include "server/tokens/issuer.h"
#include "server/tokens/settings.h"
#include "server/tokens/signing_keys.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// Assumed: the order, and all texts but that of the secret (a published test against AWS). That it names the flow is an example's of AWS.
sign_in::ClientGrant RequireGrant(const storage::Transaction& transaction, const Context& context,
                                  const api::GetClientTokenRequest& request, sign_in::Trace& trace) {
  trace.Check("client");
  clients::SharedClient client =
      clients::AsServed(transaction, context.caller, clients::UseClient(transaction, context.world.caches, request.ClientId));
  trace.call().user_pool_id = client->pool->id;
  trace.Check("flow");
  if (!clients::AllowsFlow(*client, api::ExplicitAuthFlowsType::ALLOW_CLIENT_TOKEN_AUTH)) {
    throw api::NotAuthorizedException("Client is not enabled for ALLOW_CLIENT_TOKEN_AUTH.");
  }
  trace.Check("client secret");
  if (!clients::HasSecret(*client, request.Secret)) {
    throw api::NotAuthorizedException("Invalid client or secret");
  }
  trace.Check("scopes");
  auto scopes = clients::ScopesForItself(transaction, context.world.caches, *client, request.Scopes, clients::Gone::kRefused);
  if (!scopes) {
    throw api::InvalidParameterException("Invalid scope requested.");
  }
  std::string issuer = tokens::IssuerOf(context.world.settings.Of<tokens::Settings>(), *client->pool, context.caller);
  const auto tell = [&trace](std::string_view trigger, std::string_view verdict, std::string_view reason) {
    trace.Tell(trigger, verdict, reason);
  };
  auto keys = tokens::LookAtSigningKeys(transaction, context.world.caches, client->pool->id);
  return {
      std::move(client), std::move(issuer), *std::move(scopes), {context.caller.user_agent, request.ClientMetadata, tell}, std::move(keys)};
}

}  // namespace

api::GetClientTokenResponse GetClientToken(const Context& context, const api::GetClientTokenRequest& request) {
  sign_in::ClientToken token;
  sign_in::Traced(context.world, context.operation.name, [&](sign_in::Trace& trace) {
    trace.call().client_id = request.ClientId;
    const sign_in::ClientGrant grant = context.world.store.ReadBriefly(
        [&](const storage::Transaction& transaction) { return RequireGrant(transaction, context, request, trace); });
    trace.Check("tokens");
    token = sign_in::IssueClientToken(context.world, grant);
    return std::string("tokens");
  });
  api::GetClientTokenResponse response;
  api::ClientAuthenticationResultType& result = response.ClientAuthenticationResult.emplace();
  result.AccessToken = std::move(token.access_token);
  result.ExpiresIn = static_cast<std::int32_t>(token.expires_in);
  result.TokenType = "Bearer";
  return response;
}

}  // namespace rockpool::operations
