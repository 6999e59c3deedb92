#include <optional>

#include "server/api/errors.h"
#include "server/sign_in/devices.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/refresh.h"
#include "server/sign_in/triggers.h"

namespace rockpool::sign_in {
namespace {

// Over the username in the token's claims, which need not be the name that the user signed in with (several clients), and in words of its
// own.
void CheckHash(const Call& call, const Parameters& parameters, const std::string& username) {
  const auto hash = Find(parameters, "SECRET_HASH");
  try {
    clients::CheckSecretHash(*call.client, username, hash);
  } catch (const api::NotAuthorizedException&) {
    if (!hash) {
      throw;
    }
    throw api::NotAuthorizedException("SecretHash does not match for the client: " + call.client->id);
  }
}

}  // namespace

api::AuthenticationResultType RefreshTokens(Call& call, const Parameters& parameters) {
  call.trace.Check("required parameters");
  const std::string& refresh_token = Require(parameters, "REFRESH_TOKEN");
  call.trace.Check("secret hash");
  const auto check = [&](const std::optional<std::string>& username) {
    call.trace.call().username = username.value_or("");
    if (username || !Find(parameters, "SECRET_HASH")) {
      CheckHash(call, parameters, username.value_or(""));
    }
    call.trace.Check("refresh token");
  };
  try {
    return Refresh(call.world, call.rounds, call.client, refresh_token, check,
                   {call.caller.user_agent, call.client_metadata, OriginOf(call).tell, call.caller.address, Find(parameters, kDeviceKey)});
  } catch (const api::RefreshTokenReuseException&) {
    // Rotation was turned off since the token was replaced. The operations of sign-in do not declare the exception. Assumed: the text.
    call.trace.Explain("the token was replaced when the client still rotated them");
    throw api::NotAuthorizedException("Invalid Refresh Token.");
  }
}

}  // namespace rockpool::sign_in
