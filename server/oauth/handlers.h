// The handlers of all endpoints and pages, so that mount.cpp need not stand on the families that define them. `mount.cpp` says of each
// where it is mounted and where it runs.
#pragma once

#include <optional>

#include "server/http/endpoint.h"
#include "server/http/message.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// endpoints/
http::Response Authorize(const Exchange& exchange);
http::Runs AuthorizeRuns(const Exchange& exchange);  // kHere where there is nobody to be signed in
http::Response Logout(const Exchange& exchange);
http::Response ShowError(const Exchange& exchange);

// pages/: files, mounted with AssetEndpoint, GET on every host; StyleAsset and CustomizationAsset decode images, and so compute.
std::optional<http::Response> EmbeddedAsset(const world::World& world, const http::Request& request);  // /assets/{file}
std::optional<http::Response> StyleAsset(const world::World& world,
                                         const http::Request& request);  // /assets/styles/{client}/{version}/{file}
std::optional<http::Response> CustomizationAsset(const world::World& world,
                                                 const http::Request& request);  // /{pool}/{client}/{version}/assets/{kind}/{file}

}  // namespace rockpool::oauth
