#include "server/workbench/workbench.h"

#include <utility>

#include "server/workbench/faults.h"

namespace rockpool::workbench {

Workbench::Workbench(protocol::Faults& faults, std::function<void()> reset, std::vector<std::string> allowed_hosts, util::Random& random)
    : guard_(std::move(allowed_hosts), random), random_(random) {
  using http::Runs;
  constexpr std::string_view kFaults = "/_rockpool/faults";
  // What changes the faults answers with those that are there then.
  AddJson("GET", kFaults, Runs::kHere, [&faults](const http::Request&) { return FaultsJson(faults.List()); });
  AddJson("PUT", kFaults, Runs::kHere, [&faults](const http::Request& request) {
    faults.Add(ReadFaults(request.body));
    return FaultsJson(faults.List());
  });
  AddJson("DELETE", kFaults, Runs::kHere, [&faults](const http::Request&) {
    faults.Clear();
    return FaultsJson(faults.List());
  });
  // The faults end last: a reset that fails changes nothing.
  AddJson("POST", "/_rockpool/reset", Runs::kComputes, [&faults, reset = std::move(reset)](const http::Request&) {
    reset();
    faults.Clear();
    return std::string("{}");
  });
}

void Workbench::Add(std::string_view method, std::string_view path, std::unique_ptr<http::Endpoint> endpoint) {
  routes_.push_back({method, path, std::move(endpoint)});
}

void Workbench::Mount(http::Router& router) const {
  router.Own({}, kPath, guard_);
  for (const Route& route : routes_) {
    router.Mount(route.method, route.path, *route.endpoint, http::Cors::kNone);
  }
}

void Workbench::AddJson(std::string_view method, std::string_view path, http::Runs runs, JsonEndpoint::Function function) {
  Add(method, path, std::make_unique<JsonEndpoint>(std::move(function), runs, random_));
}

}  // namespace rockpool::workbench
