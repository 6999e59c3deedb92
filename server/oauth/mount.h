// All endpoints and pages of this folder at their paths, on every host.
#pragma once

#include <memory>
#include <vector>

#include "server/http/endpoint.h"
#include "server/http/router.h"
#include "server/oauth/owner.h"
#include "server/oauth/well_known.h"
#include "server/world/world.h"

namespace rockpool::oauth {

class OAuth {
 public:
  // `world` outlives it.
  explicit OAuth(const world::World& world);

  // Gives the router the endpoints and their owner, which it uses as long as it routes: this object outlives that.
  void Mount(http::Router& router) const;

 private:
  const OAuthOwner owner_;
  // Without the pool in the path, for its domains. The router wants them to be changeable.
  const std::unique_ptr<WellKnown> jwks_;
  const std::unique_ptr<WellKnown> discovery_;
  std::vector<std::unique_ptr<http::Endpoint>> endpoints_;  // in the order of the tables in mount.cpp
};

}  // namespace rockpool::oauth
