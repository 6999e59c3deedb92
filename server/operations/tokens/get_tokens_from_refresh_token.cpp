#include <optional>
#include <string>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/client_in_use.h"
#include "server/operations/context.h"
#include "server/sign_in/issue_tokens.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// Assumed: both texts, after those of a secret hash. Here the secret itself is sent.
void CheckSecret(const clients::ClientInUse& client, const std::optional<std::string>& secret) {
  if (client.secrets.empty()) {
    return;
  }
  if (!secret) {
    throw api::NotAuthorizedException("Client " + client.id + " is configured with secret but secret was not received");
  }
  if (!clients::HasSecret(client, *secret)) {
    throw api::NotAuthorizedException("Unable to verify secret for client " + client.id);
  }
}

}  // namespace

api::GetTokensFromRefreshTokenResponse GetTokensFromRefreshToken(const Context& context,
                                                                 const api::GetTokensFromRefreshTokenRequest& request) {
  const clients::SharedClient client = context.world.store.Read(
      [&](const storage::Transaction& transaction) { return clients::UseClient(transaction, context.world.caches, request.ClientId); });
  CheckSecret(*client, request.ClientSecret);
  return {sign_in::Refresh(context.world, client, request.RefreshToken)};
}

}  // namespace rockpool::operations
