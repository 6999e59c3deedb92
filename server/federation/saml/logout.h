// SAML's single logout: the request that takes a session at the provider with it.
#pragma once

#include <optional>
#include <string>

#include "server/federation/claims.h"
#include "server/federation/report.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"

namespace rockpool::federation {

struct LogoutRequest {
  std::string id;
  std::string relay_state;
  SamlSession session;
  std::string browser_origin;  // of this server, for a stand-in's address
};

// Where the browser is sent with a LogoutRequest, which is always signed; nullopt where the provider has no single logout (IDPSignout is
// not true, or its metadata names no address). May wait.
std::optional<std::string> SignOutUrl(const world::World& world, const identity_providers::ProviderInUse& provider,
                                      const LogoutRequest& request, Report& report);

// Whether the LogoutResponse (the field SAMLResponse) answers that request with success: issuer, InResponseTo, status, and the signature if
// there is one. May wait.
bool IsGoodLogoutResponse(const world::World& world, const identity_providers::ProviderInUse& provider, const std::string& response,
                          const std::string& request_id, Report& report);

}  // namespace rockpool::federation
