#include "server/sign_in/dispatcher/gate.h"

#include <string>

#include "server/api/errors.h"
#include "server/clients/app_clients.h"
#include "server/sign_in/dispatcher/custom_challenges.h"
#include "server/triggers/events/sign_in_events.h"

namespace rockpool::sign_in {
namespace {

using Flow = api::AuthFlowType;
using Allowed = api::ExplicitAuthFlowsType;

[[noreturn]] void Refuse(const std::string& message) { throw api::InvalidParameterException(message); }

void RequireFlow(const Call& call, Allowed flow, const char* refusal) {
  if (!clients::AllowsFlow(*call.client, flow)) {
    Refuse(refusal);
  }
}

}  // namespace

void CheckGate(const Call& call, const Opening& opening) {
  switch (opening.flow) {
    case Flow::USER_PASSWORD_AUTH:
      return RequireFlow(call, Allowed::ALLOW_USER_PASSWORD_AUTH, "USER_PASSWORD_AUTH flow not enabled for this client");
    case Flow::USER_SRP_AUTH:
      return RequireFlow(call, Allowed::ALLOW_USER_SRP_AUTH, "USER_SRP_AUTH is not enabled for the client.");
    case Flow::ADMIN_USER_PASSWORD_AUTH:
    case Flow::ADMIN_NO_SRP_AUTH:
      if (!opening.is_administrators) {
        Refuse("Initiate Auth method not supported.");
      }
      return RequireFlow(call, Allowed::ALLOW_ADMIN_USER_PASSWORD_AUTH, "Auth flow not enabled for this client");
    case Flow::REFRESH_TOKEN:
    case Flow::REFRESH_TOKEN_AUTH:
      if (clients::RotatesRefreshTokens(call.client->settings)) {
        // Assumed: that it is an UnsupportedOperationException, and the text.
        throw api::UnsupportedOperationException("Refresh token rotation is enabled; use GetTokensFromRefreshToken.");
      }
      return RequireFlow(call, Allowed::ALLOW_REFRESH_TOKEN_AUTH, "Auth flow not enabled for this client");
    case Flow::CUSTOM_AUTH:
      RequireFlow(call, Allowed::ALLOW_CUSTOM_AUTH, "CUSTOM_AUTH is not enabled for the client.");
      if (!triggers::DefinesAuthChallenges(call.world, call.pool())) {
        RefuseWithoutFunctions();
      }
      return;
    case Flow::USER_AUTH:
      // Every tier has it (the developer guide): which factors a pool may allow is for its tier.
      return RequireFlow(call, Allowed::ALLOW_USER_AUTH, "USER_AUTH flow not enabled for this client");
  }
}

}  // namespace rockpool::sign_in
