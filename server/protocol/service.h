// protocol: AWS JSON 1.1 around the operations: target, caller, body, the model's checks, faults, answers. It calls operations through
// their generated declarations, sees of them only context.h, gate, may_wait and repeats, and knows no rule of a pool.
//
// The API as an HTTP endpoint: names the operation and the caller (Accept), parses, validates, decodes (Prepare), runs and answers (Run).
// docs/request-route.md follows one request.
#pragma once

#include <cstddef>
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

  std::size_t BodyLimit(const http::Request& head) const noexcept override;
  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

  // All in one on the caller's thread, for tests and the seed; a fault's delay is left out.
  http::Response Handle(http::Request request) { return http::WorkOutHere(*Accept(std::move(request))); }

 private:
  const world::World& world_;
  Settings settings_;
  Faults* faults_;
};

}  // namespace rockpool::protocol
