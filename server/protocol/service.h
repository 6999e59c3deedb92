// The API as an HTTP endpoint: names the operation, parses, validates, decodes, runs, answers. docs/request-route.md follows one request.
#pragma once

#include <memory>

#include "server/http/endpoint.h"
#include "server/protocol/faults.h"
#include "server/protocol/settings.h"
#include "server/world/world.h"

namespace rockpool::protocol {

// Any thread.
class Service final : public http::Endpoint {
 public:
  // Requires: `world` and `faults` outlive the service and all work that it hands out. Without `faults` nothing fails on purpose.
  Service(const world::World& world, Settings settings, Faults* faults = nullptr)
      : world_(world), settings_(std::move(settings)), faults_(faults) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

  // Accept and Run in one, for tests and the seed; a fault's delay is left out.
  http::Response Handle(http::Request request) { return Accept(std::move(request))->Run(); }

 private:
  const world::World& world_;
  Settings settings_;
  Faults* faults_;
};

}  // namespace rockpool::protocol
