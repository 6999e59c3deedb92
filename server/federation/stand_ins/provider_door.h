// The door to a provider's own addresses: to the provider itself, or to its stand-in inside this server; and what goes wrong on purpose.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/client.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"

namespace rockpool::federation {

// Which of a provider's addresses. Those that a browser is sent to, and those that this server asks.
enum class ProviderAddress { kAuthorize, kSingleSignOn, kSingleLogout, kDiscovery, kToken, kProfile, kKeys, kMetadata };

// Whether a stand-in answers for the provider: by Settings (identity_providers::Settings::Providers), the host of its addresses, or because
// somebody said so of this provider. Reads in a transaction of its own.
bool IsSimulated(const world::World& world, const identity_providers::ProviderInUse& provider);

// Where a browser is to be sent instead of `url`: the stand-in's address with the query of `url`, or `url` itself.
std::string BrowserUrl(const world::World& world, const identity_providers::ProviderInUse& provider, ProviderAddress address,
                       const std::string& url, std::string_view browser_origin);

// Asks the provider or its stand-in, and lets go wrong what is to. Waits. Throws http::FetchError, for a host that is not real by Settings
// too: whatever address it is, nothing is sent there.
http::FetchResponse Fetch(const world::World& world, const identity_providers::ProviderInUse& provider, ProviderAddress address,
                          const http::FetchRequest& request);

// Whether it would be noticed that the provider is down or slow. Not of a real SAML provider whose metadata is a file: browsers alone ask
// it. Reads in a transaction of its own.
bool IsReached(const world::World& world, const identity_providers::ProviderInUse& provider);

// Whose signatures count, where a stand-in answers for a SAML provider; nullopt: those of its metadata.
struct StandInTrust {
  std::string entity_id;
  std::vector<std::string> certificates;  // base64 of DER
};
std::optional<StandInTrust> TrustOfStandIn(const world::World& world, const identity_providers::ProviderInUse& provider);

// What is to go wrong with an answer that came well from a real provider: the relying party behaves as if it were so. A stand-in makes its
// faults itself, so that for it this is always nullopt. Takes one of those that are to happen n times.
enum class Distortion {
  kBadSignature,
  kOtherKey,
  kWrongIssuer,
  kWrongAudience,
  kWrongNonce,
  kExpired,
  kNotYetValid,
  kReplayed,
  kNoEmail,
  kUnencrypted,
  kProviderError,  // of SAML: the status of the response. Of OAuth the browser never gets as far
};
std::optional<Distortion> TakeDistortion(const world::World& world, const identity_providers::ProviderInUse& provider);

}  // namespace rockpool::federation
