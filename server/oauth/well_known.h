// oauth: what lies under a user pool's issuer and domain for OAuth 2.0 and OpenID Connect: discovery and keys, the endpoints, the pages. It
// may not know the API's operations.
//
// GET /{pool}/.well-known/openid-configuration and /{pool}/.well-known/jwks.json on every host, and without the pool on its domains: what
// verifiers of tokens read.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/http/endpoint.h"
#include "server/http/router.h"
#include "server/world/world.h"

namespace rockpool::oauth {

// A document of a pool, which the path names, or else the host.
class WellKnown final : public http::Endpoint {
 public:
  using Document = std::string (*)(const world::World& world, const http::Request& request);

  // `world` outlives it.
  WellKnown(const world::World& world, Document document) : world_(world), document_(document) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const world::World& world_;
  const Document document_;
};

// The public halves of the pool's two keys as a JSON Web Key Set (RFC 7517), that of ID tokens first. Draws the keys if the pool has none.
// Throws api::ResourceNotFoundException if there is no such pool, or if neither names one.
std::string JwksDocument(const world::World& world, const http::Request& request);

// Issuer and addresses (OpenID Connect Discovery), with the members that AWS's has (recorded, localstack#12914), and the address of
// registration where the pool has it. What servers and verifiers call is where the request could find it, whatever the issuer says, with
// the scheme of Settings::public_url where it came by that host; where browsers go is under Settings::public_url, or else the same. For a
// host that nobody vouches for they are AWS's. Throws likewise.
std::string DiscoveryDocument(const world::World& world, const http::Request& request);

}  // namespace rockpool::oauth
