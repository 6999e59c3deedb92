#include <optional>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/client_in_use.h"
#include "server/operations/context.h"
#include "server/sign_in/issue_tokens.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

clients::SharedClient RequireClientWithSecret(const Context& context, const api::RevokeTokenRequest& request) {
  clients::SharedClient client;
  try {
    client = context.world.store.ReadBriefly(
        [&](const storage::Transaction& transaction) { return clients::UseClient(transaction, context.world.caches, request.ClientId); });
  } catch (const api::ResourceNotFoundException&) {
    throw api::UnauthorizedException("Unauthorized");  // Assumed
  }
  const bool is_right = request.ClientSecret && clients::HasSecret(*client, *request.ClientSecret);
  if (!client->secrets.empty() && !is_right) {
    throw api::UnauthorizedException("Unauthorized");  // Assumed
  }
  return client;
}

}  // namespace

api::RevokeTokenResponse RevokeToken(const Context& context, const api::RevokeTokenRequest& request) {
  const clients::SharedClient client = RequireClientWithSecret(context, request);
  if (tokens::SaysItsUse(request.Token)) {
    throw api::UnsupportedTokenTypeException("Unsupported token type");  // Assumed
  }
  if (!client->settings.EnableTokenRevocation.value_or(true)) {
    throw api::UnsupportedOperationException("Revoke Token is not allowed for the client");  // Assumed
  }
  sign_in::Revoke(context.world, *client, request.Token, request.RevokeAssociatedSessions);
  return {};
}

}  // namespace rockpool::operations
