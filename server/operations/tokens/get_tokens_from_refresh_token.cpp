#include <optional>
#include <string>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/api/operation.h"
#include "server/clients/client_in_use.h"
#include "server/operations/context.h"
#include "server/sign_in/issue_tokens.h"
#include "server/sign_in/trace.h"
#include "server/sign_in/triggers.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

struct Seen {
  clients::SharedClient client;
  std::optional<std::string> username;  // for the trace
};

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
  const world::World& world = context.world;
  api::GetTokensFromRefreshTokenResponse response;
  sign_in::Traced(world, context.operation.name, [&](sign_in::Trace& trace) {
    trace.call().client_id = request.ClientId;
    trace.Check("client");
    const Seen seen = world.store.Read([&](const storage::Transaction& transaction) {
      Seen look{clients::UseClient(transaction, world.caches, request.ClientId), std::nullopt};
      look.username = sign_in::HolderOf(transaction, *look.client, request.RefreshToken);
      return look;
    });
    trace.call().user_pool_id = seen.client->pool->id;
    trace.Check("client secret");
    CheckSecret(*seen.client, request.ClientSecret);
    trace.call().username = seen.username.value_or("");
    trace.Check("refresh token");
    response.AuthenticationResult = sign_in::Refresh(world, seen.client, request.RefreshToken);
    sign_in::TellSkippedTriggers(trace, *seen.client->pool, sign_in::Moment::kRefresh);
    return std::string("tokens");
  });
  return response;
}

}  // namespace rockpool::operations
