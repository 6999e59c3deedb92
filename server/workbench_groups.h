// What the workbench shows and changes of a running server.
#pragma once

#include "server/http/router.h"
#include "server/util/random.h"
#include "server/web_authn/virtual_authenticator.h"
#include "server/workbench/clock.h"
#include "server/workbench/workbench.h"
#include "server/world/world.h"

namespace rockpool {

// What the groups of the workbench reach, which outlives it.
struct Reached {
  const world::World& world;
  const http::Router& router;  // by which pages of the server are asked for, as a browser asks
  workbench::KeptClock& clock;
  web_authn::VirtualAuthenticator& authenticator;
  util::Random& random;
};

void AddWorkbenchGroups(workbench::Workbench& workbench, const Reached& reached);

}  // namespace rockpool
