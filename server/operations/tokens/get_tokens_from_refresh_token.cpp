#include <optional>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/api/operation.h"
#include "server/clients/client_in_use.h"
#include "server/operations/context.h"
#include "server/sign_in/refresh.h"
#include "server/sign_in/trace.h"
#include "server/world/look_call_commit.h"
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
  const world::World& world = context.world;
  api::GetTokensFromRefreshTokenResponse response;
  sign_in::Traced(world, context.operation.name, [&](sign_in::Trace& trace) {
    trace.call().client_id = request.ClientId;
    trace.Check("client");
    world::LookCallCommit rounds(world.store);
    const clients::SharedClient client = rounds.Look([&](const storage::Transaction& transaction) {
      return clients::AsServed(transaction, context.caller, clients::UseClient(transaction, world.caches, request.ClientId));
    });
    trace.call().user_pool_id = client->pool->id;
    trace.Check("client secret");
    CheckSecret(*client, request.ClientSecret);
    const auto tell_username = [&](const std::optional<std::string>& username) {
      trace.call().username = username.value_or("");
      trace.Check("refresh token");
    };
    const auto tell = [&](std::string_view trigger, std::string_view verdict, std::string_view reason) {
      trace.Tell(trigger, verdict, reason);
    };
    response.AuthenticationResult =
        sign_in::Refresh(world, rounds, client, request.RefreshToken, tell_username,
                         {context.caller.user_agent, request.ClientMetadata, tell, context.caller.address, request.DeviceKey});
    return std::string("tokens");
  });
  return response;
}

}  // namespace rockpool::operations
