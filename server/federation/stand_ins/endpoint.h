// The stand-ins' addresses for browsers and servers, at /_rockpool/providers/{pool}/{name}/{part}.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "server/federation/stand_ins/provider_door.h"
#include "server/http/endpoint.h"
#include "server/world/world.h"

namespace rockpool::federation {

struct StandInRoute {
  std::string_view method;
  std::string_view path;
  ProviderAddress address;
};

// All there are. They are for everybody: what a form of theirs does takes a value that its own page has.
inline constexpr std::array kStandInRoutes{
    StandInRoute{"GET", "/_rockpool/providers/{pool}/{name}/authorize", ProviderAddress::kAuthorize},
    StandInRoute{"POST", "/_rockpool/providers/{pool}/{name}/authorize", ProviderAddress::kAuthorize},
    StandInRoute{"GET", "/_rockpool/providers/{pool}/{name}/sso", ProviderAddress::kSingleSignOn},
    StandInRoute{"POST", "/_rockpool/providers/{pool}/{name}/sso", ProviderAddress::kSingleSignOn},
    StandInRoute{"GET", "/_rockpool/providers/{pool}/{name}/slo", ProviderAddress::kSingleLogout},
    StandInRoute{"GET", "/_rockpool/providers/{pool}/{name}/token", ProviderAddress::kToken},
    StandInRoute{"POST", "/_rockpool/providers/{pool}/{name}/token", ProviderAddress::kToken},
    StandInRoute{"GET", "/_rockpool/providers/{pool}/{name}/userinfo", ProviderAddress::kProfile},
    StandInRoute{"POST", "/_rockpool/providers/{pool}/{name}/userinfo", ProviderAddress::kProfile},
    StandInRoute{"GET", "/_rockpool/providers/{pool}/{name}/jwks", ProviderAddress::kKeys},
};

// Answers 403 by a host name that anybody could point here, and 404 where there is no such provider, where it is real, and where one of its
// type has no such address. The captures are `pool` and `name`. `world` outlives the endpoint, which outlives the work that it hands out.
std::unique_ptr<http::Endpoint> StandInEndpoint(const world::World& world, ProviderAddress address);

}  // namespace rockpool::federation
