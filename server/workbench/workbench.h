// What AWS has not, under /_rockpool: failures on purpose and the way back to the seeded state. All of it behind a Guard. Mounting it is
// app's: without CORS headers.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/endpoint.h"
#include "server/protocol/faults.h"
#include "server/util/random.h"
#include "server/workbench/json_endpoint.h"

namespace rockpool::workbench {

struct Route {
  std::string_view method;
  std::string_view path;
  std::unique_ptr<http::Endpoint> endpoint;
};

class Workbench {
 public:
  // `reset` returns the store to the seeded state; any thread, and it may take its time. `faults` and `random` outlive the workbench. For
  // `allowed_hosts` see guard.h.
  Workbench(protocol::Faults& faults, std::function<void()> reset, std::vector<std::string> allowed_hosts, util::Random& random);

  // One more endpoint behind the guard; before app mounts the routes.
  void Add(std::string_view method, std::string_view path, std::unique_ptr<http::Endpoint> endpoint);

  const std::vector<Route>& routes() const { return routes_; }

 private:
  void AddJson(std::string_view method, std::string_view path, http::Runs runs, JsonEndpoint::Function function);

  const std::vector<std::string> allowed_hosts_;
  util::Random& random_;
  std::vector<Route> routes_;
};

}  // namespace rockpool::workbench
