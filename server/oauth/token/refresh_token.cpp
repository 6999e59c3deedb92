#include <optional>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/oauth/client_authentication.h"
#include "server/oauth/errors.h"
#include "server/oauth/token/grants.h"
#include "server/oauth/token/token_answer.h"
#include "server/oauth/traced_tokens.h"
#include "server/sign_in/refresh.h"
#include "server/sign_in/token_making.h"
#include "server/tokens/token_scopes.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// Assumed: of those who signed in by the API with the client, too, so that one with the implicit grant alone may refresh.
bool MayRefresh(const clients::ClientInUse& client) {
  return MayUse(client, api::OAuthFlowType::code) || MayUse(client, api::OAuthFlowType::implicit);
}

// Documented: not for who signed in by the API while devices are remembered. Assumed: the error. Garbage is Refresh's to refuse.
void RequireRefreshable(const Exchange& exchange, const clients::ClientInUse& client, std::string_view refresh_token) {
  const auto basis = exchange.world.store.ReadBriefly(
      [&](const storage::Transaction& transaction) { return sign_in::FindBasis(transaction, client, refresh_token); });
  if (!basis) {
    return;
  }
  const bool remembers_devices = client.pool->settings.DeviceConfiguration.has_value();
  if ((remembers_devices && !basis->from_oauth) || (basis->from_oauth && !tokens::MayReadAllOf(client, basis->scope))) {
    throw JsonError("invalid_grant");
  }
}

sign_in::AskedBy AskedIn(const Exchange& exchange, triggers::Teller tell) {
  return {exchange.caller.user_agent, std::nullopt, std::move(tell), exchange.caller.address, std::nullopt, true};
}

// Where a function is asked it is told to the trace, as of the API's refreshes.
api::AuthenticationResultType NewTokens(const Exchange& exchange, const clients::SharedClient& client, const std::string& refresh_token) {
  if (!sign_in::WaitsForChanges(*client->pool, triggers::TokenSource::kRefreshTokens)) {
    return sign_in::Refresh(exchange.world, client, refresh_token, AskedIn(exchange, nullptr));
  }
  return IssueTraced(exchange, "refresh_token", *client, [&](sign_in::Trace& trace) {
    world::LookCallCommit rounds(exchange.world.store);
    const auto tell_username = [&](const std::optional<std::string>& username) { trace.call().username = username.value_or(""); };
    trace.Check("refresh token");
    return sign_in::Refresh(exchange.world, rounds, client, refresh_token, tell_username, AskedIn(exchange, TellerOf(trace)));
  });
}

}  // namespace

http::Response RefreshTokens(const Exchange& exchange) {
  const clients::SharedClient client = AuthenticateClient(exchange);
  if (!MayRefresh(*client)) {
    throw JsonError("unauthorized_client");
  }
  const std::string refresh_token = RequireParameter(exchange, "refresh_token");
  RequireRefreshable(exchange, *client, refresh_token);
  try {
    return AnswerOf(NewTokens(exchange, client, refresh_token));
  } catch (const api::NotAuthorizedException&) {
    throw JsonError("invalid_grant");
  } catch (const api::RefreshTokenReuseException&) {
    throw JsonError("invalid_grant");
  }
}

}  // namespace rockpool::oauth
