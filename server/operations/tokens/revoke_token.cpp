#include <optional>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/api/json.h"
#include "server/clients/client_in_use.h"
#include "server/crypto/jws.h"
#include "server/operations/context.h"
#include "server/sign_in/issue_tokens.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

clients::SharedClient RequireClientWithSecret(const Context& context, const api::RevokeTokenRequest& request) {
  clients::SharedClient client;
  try {
    client = context.world.store.Read(
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

// Whether the text looks like one of the tokens that say what they are for. Nobody needs to have signed it: it gets its bearer nothing.
bool SaysItsUse(std::string_view token) {
  const std::optional<crypto::Jws> jws = crypto::ParseJws(token);
  rapidjson::Document claims;
  return jws && api::ParseJson(jws->payload, claims) && claims.IsObject() && claims.HasMember("token_use");
}

}  // namespace

api::RevokeTokenResponse RevokeToken(const Context& context, const api::RevokeTokenRequest& request) {
  const clients::SharedClient client = RequireClientWithSecret(context, request);
  if (SaysItsUse(request.Token)) {
    throw api::UnsupportedTokenTypeException("Unsupported token type");  // Assumed
  }
  if (!client->settings.EnableTokenRevocation.value_or(true)) {
    throw api::UnsupportedOperationException("Revoke Token is not allowed for the client");  // Assumed
  }
  sign_in::Revoke(context.world, *client, request.Token);
  return {};
}

}  // namespace rockpool::operations
