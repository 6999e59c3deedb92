// The five types that speak OAuth 2.0: OIDC, Google, Facebook, LoginWithAmazon, SignInWithApple. What differs between them is a table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/federation/claims.h"
#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"

namespace rockpool::federation {

struct OAuthRequest {
  std::string state;
  std::string callback;
  std::optional<std::string> login_hint;  // for OIDC alone
  std::vector<std::string> prompts;       // without `none`
  std::string browser_origin;             // of this server, for a stand-in's address
  // "Level1" to "Level4", which the provider's AcrMapping says in its own words; those that it does not know are passed over.
  std::vector<std::string> acr_levels{};
};

// Where the browser is sent. May ask the provider's discovery document, and so wait. Throws Refusal where it cannot be had.
std::string AuthorizationUrl(const world::World& world, const identity_providers::ProviderInUse& provider, const OAuthRequest& request,
                             Report& report);

// What the provider sent back.
struct OAuthReturn {
  std::optional<std::string> code{};
  std::optional<std::string> error{};
  std::optional<std::string> error_description{};
  std::optional<std::string> error_code{};    // Facebook's
  std::optional<std::string> error_reason{};  // Facebook's
  std::optional<std::string> user{};          // Apple's, JSON
  std::optional<std::string> issuer{};        // `iss` (RFC 9207)
};

// Exchanges the code, checks the ID token, asks for the profile: waits. Throws Refusal in AWS's words. `callback` is what was sent before.
Claims ClaimsOf(const world::World& world, const identity_providers::ProviderInUse& provider, const OAuthReturn& returned,
                const std::string& callback, Report& report);

}  // namespace rockpool::federation
