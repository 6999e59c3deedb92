// The stand-in of an identity provider: what it answers at each of its addresses, as the provider itself would.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/federation/stand_ins/provider_door.h"
#include "server/http/message.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"

namespace rockpool::federation {

inline constexpr std::string_view kStandInsPath = "/_rockpool/providers";

// The last part of the addresses that browsers and servers reach it at: authorize, sso, slo, token, userinfo, jwks. Discovery and metadata
// have none, for nobody but this server asks for them.
std::string_view PartOf(ProviderAddress address);
std::optional<ProviderAddress> AddressOfPart(std::string_view part);

// "/_rockpool/providers/{pool}/{name}/{part}", the name with its escapes.
std::string StandInPath(const identity_providers::ProviderInUse& provider, ProviderAddress address);

// The answer to a request at that address. It signs, and so takes milliseconds; it may wait for a key. Whether the provider is simulated
// was asked before. Throws what the store throws.
http::Response AnswerOfStandIn(const world::World& world, const identity_providers::ProviderInUse& provider, ProviderAddress address,
                               const http::Request& request);

// The entityID of a SAML provider's stand-in: the one in the provider's metadata, or the metadata's address where nobody fetched it.
std::string EntityIdOfStandIn(const world::World& world, const identity_providers::ProviderInUse& provider);

// The one-time value of a form for that query, as the page has it, for who sends the form without having seen the page.
std::string OpenForm(const world::World& world, const identity_providers::ProviderInUse& provider, std::string_view query);

}  // namespace rockpool::federation
