// SAML 2.0: the AuthnRequest, and every check of the response.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/federation/claims.h"
#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/util/random.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"

namespace rockpool::federation {

// "urn:amazon:cognito:sp:{pool}"
std::string EntityIdOf(std::string_view user_pool_id);

// An ID for a request: `_` and a UUID.
std::string DrawRequestId(util::Random& random);

struct SamlRequest {
  std::string id;
  std::string relay_state;
  std::string callback;        // the assertion consumer service
  std::string browser_origin;  // of this server, for a stand-in's address
};

// Where the browser is sent with an AuthnRequest, signed where the provider's RequestSigningAlgorithm says so. May fetch metadata, and so
// wait. Throws Refusal where it cannot be had.
std::string SignOnUrl(const world::World& world, const identity_providers::ProviderInUse& provider, const SamlRequest& request,
                      Report& report);

struct SamlReturn {
  std::string response;                   // the field SAMLResponse
  std::string callback;                   // where it came
  std::optional<std::string> request_id;  // nullopt: nobody has asked for it (IDPInit)
};

// Who it is, once everything was checked: signature, issuer, audience, recipient, InResponseTo, times. That the assertion was not used
// before is the last check: the `steps`, which have looked at the provider, owe it from then on, and what they write next throws. Throws
// Refusal in AWS's words. May fetch metadata, and so wait: before that it settles what the steps owe, and throws what that does.
Claims ClaimsOf(const world::World& world, world::LookCallCommit& steps, const identity_providers::ProviderInUse& provider,
                const SamlReturn& returned, Report& report);

}  // namespace rockpool::federation
