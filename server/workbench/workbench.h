// workbench: what AWS has not, under /_rockpool and beside it: faults, reset, clock, health. It may not know operations or how the store is
// seeded: what a reset does reaches it as a function.
//
// What AWS has not, under /_rockpool: failures on purpose and the way back to the seeded state. All of it behind a Guard, which owns the
// path.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/endpoint.h"
#include "server/http/router.h"
#include "server/protocol/faults.h"
#include "server/util/random.h"
#include "server/workbench/guard.h"
#include "server/workbench/json_endpoint.h"

namespace rockpool::workbench {

class Workbench {
 public:
  static constexpr std::string_view kPath = "/_rockpool";

  // `reset` returns the store to the seeded state; any thread, and it may take its time. `faults` and `random` outlive the workbench. For
  // `allowed_hosts` see guard.h.
  Workbench(protocol::Faults& faults, std::function<void()> reset, std::vector<std::string> allowed_hosts, util::Random& random);

  // One more endpoint, at a path below kPath; before Mount.
  void Add(std::string_view method, std::string_view path, std::unique_ptr<http::Endpoint> endpoint);

  // Gives the router the guard and all endpoints, which the workbench goes on owning: it outlives the router's use of them.
  void Mount(http::Router& router) const;

 private:
  struct Route {
    std::string_view method;
    std::string_view path;
    std::unique_ptr<http::Endpoint> endpoint;
  };

  void AddJson(std::string_view method, std::string_view path, http::Runs runs, JsonEndpoint::Function function);

  const Guard guard_;
  util::Random& random_;
  std::vector<Route> routes_;
};

}  // namespace rockpool::workbench
