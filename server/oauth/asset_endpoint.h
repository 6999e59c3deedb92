// Files that a page consists of. They are no pages: no cookie is set with them, so that a page's form stays good when its images are
// fetched, and browsers may keep them.
#pragma once

#include <memory>
#include <optional>

#include "server/http/endpoint.h"
#include "server/http/message.h"
#include "server/world/world.h"

namespace rockpool::oauth {

// The answer; nullopt if there is no such file.
using Asset = std::optional<http::Response> (*)(const world::World& world, const http::Request& request);

class AssetEndpoint final : public http::Endpoint {
 public:
  // `world` outlives it. `asset` may read the store, and throw.
  AssetEndpoint(const world::World& world, Asset asset, http::Runs runs) : world_(world), asset_(asset), runs_(runs) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const world::World& world_;
  const Asset asset_;
  const http::Runs runs_;
};

// Those of pages/. What is compiled in: /assets/{file}.
std::optional<http::Response> EmbeddedAsset(const world::World& world, const http::Request& request);

// The sheet and the images of an app client's branding style: /assets/styles/{client}/{version}/{file}.
std::optional<http::Response> StyleAsset(const world::World& world, const http::Request& request);

// The CSS and the image of the classic hosted UI: /{pool}/{client}/{version}/assets/{kind}/{file}.
std::optional<http::Response> CustomizationAsset(const world::World& world, const http::Request& request);

}  // namespace rockpool::oauth
