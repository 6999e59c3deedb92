// workbench: what AWS has not, under /_rockpool and beside it: faults, reset, clock, messages, sign-ins, codes of authenticators, tokens,
// health. It may not know operations or how the store is seeded: what a reset does reaches it as a function. docs/workbench.md lists it.
//
// Failures on purpose, the way back to the seeded state, and what else is added, all of it behind a Guard, which owns the path.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/endpoint.h"
#include "server/http/owner.h"
#include "server/http/router.h"
#include "server/protocol/faults.h"
#include "server/protocol/json_owner.h"
#include "server/triggers/faults.h"
#include "server/util/random.h"
#include "server/workbench/endpoints.h"

namespace rockpool::workbench {

// Keeps web pages of other origins away from the workbench: a browser on the machine of a developer reaches loopback, whatever page it
// shows. What an endpoint does is not looked at.
//
// A page can send a request without an Origin header only where it changes nothing and the browser keeps the answer from it (GET); of such
// a one Sec-Fetch-Site tells.
//
// Owns everything below /_rockpool, so that nothing can be mounted there past it but what IsOpen says, and a path where nothing is mounted
// is guarded too.
class Guard final : public protocol::JsonOwner {
 public:
  // `random` makes the request ids of refusals and outlives the guard. For `allowed_hosts` see http::IsTrustedHost.
  Guard(std::vector<std::string> allowed_hosts, util::Random& random) : JsonOwner(random), allowed_hosts_(std::move(allowed_hosts)) {}

  // Refused with ForbiddenException are: a Host by which anyone could point here; another Origin than the one that the request goes to; and
  // what a page of another origin fetches, frames or embeds, but not a browser that is led to a page of ours (GET, in a window or tab of
  // its own). Refused with InvalidParameterException is the body of a PUT or POST that is not declared as JSON, since a form of any page
  // could send it.
  std::optional<http::Refusal> Admit(const http::Request& request, const http::Entrance* entrance) const override;

  http::Cors cors() const override { return http::Cors::kNone; }

  // Whether what is mounted at that path is for everybody: the addresses by which a browser or a server reaches the stand-in of an identity
  // provider, as it would reach the provider. Their forms carry a value that their own page has. Of other origins' pages they are reached
  // by a browser that is led there (authorize, sso, slo) or not at all (token, userinfo, jwks, which servers ask for). Which host names are
  // trusted is theirs to say, for that of a domain is.
  static bool IsOpen(std::string_view path);

  // Adds what keeps an answer from being read, framed, embedded or kept by anyone else. A page that needs more than nothing has set a
  // Content-Security-Policy of its own, which stays.
  void Finish(http::Response& response) const override;

 private:
  static std::optional<http::Refusal> AdmitToStandIn(const http::Request& request, std::string_view path);

  const std::vector<std::string> allowed_hosts_;
};

class Workbench {
 public:
  static constexpr std::string_view kPath = "/_rockpool";

  // `reset` returns the store to the seeded state; any thread, and it may take its time. The faults and `random` outlive the workbench. For
  // `allowed_hosts` see Guard.
  Workbench(protocol::Faults& faults, triggers::Faults& trigger_faults, std::function<void()> reset, std::vector<std::string> allowed_hosts,
            util::Random& random);

  // Whether a link on a page of another origin, as the sign-in pages have them, may lead a browser there: http::Entrance::is_page. What
  // everybody sees is past the guard: the stand-ins' addresses and nothing else (Guard::IsOpen).
  enum class Seen { kByPrograms, kByPeople, kByEverybody };

  // One more endpoint, at a path below kPath; before Mount. What people see changes nothing. Throws std::logic_error for what everybody is
  // to see and is not open.
  void Add(std::string_view method, std::string_view path, std::unique_ptr<http::Endpoint> endpoint, Seen seen = Seen::kByPrograms);

  // Gives the router the guard and all endpoints, which the workbench goes on owning: it outlives the router's use of them.
  void Mount(http::Router& router) const;

 private:
  struct Route {
    std::string_view method;
    std::string_view path;
    std::unique_ptr<http::Endpoint> endpoint;
    Seen seen;
  };

  void AddJson(std::string_view method, std::string_view path, http::Runs runs, JsonEndpoint::Function function);

  const Guard guard_;
  util::Random& random_;
  std::vector<Route> routes_;
};

}  // namespace rockpool::workbench
