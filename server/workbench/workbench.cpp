#include "server/workbench/workbench.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "server/http/origin.h"
#include "server/util/strings.h"
#include "server/workbench/faults.h"

namespace rockpool::workbench {

Workbench::Workbench(protocol::Faults& faults, triggers::Faults& trigger_faults, std::function<void()> reset,
                     std::vector<std::string> allowed_hosts, util::Random& random)
    : guard_(std::move(allowed_hosts), random), random_(random) {
  using http::Runs;
  constexpr std::string_view kFaults = "/_rockpool/faults";
  // What changes the faults answers with those that are there then.
  const auto list = [&faults, &trigger_faults] { return FaultsJson({faults.List(), trigger_faults.List()}); };
  const auto clear = [&faults, &trigger_faults] {
    faults.Clear();
    trigger_faults.Clear();
  };
  const auto add = [&faults, &trigger_faults, list](const http::Request& request) {
    Faults read = ReadFaults(request.body);
    faults.Add(std::move(read.of_operations));
    trigger_faults.Add(std::move(read.of_triggers));
    return list();
  };
  AddJson("GET", kFaults, Runs::kHere, [list](const http::Request&) { return list(); });
  AddJson("PUT", kFaults, Runs::kHere, add);
  AddJson("DELETE", kFaults, Runs::kHere, [list, clear](const http::Request&) {
    clear();
    return list();
  });
  // The faults end last: a reset that fails changes nothing.
  AddJson("POST", "/_rockpool/reset", Runs::kComputes, [clear, reset = std::move(reset)](const http::Request&) {
    reset();
    clear();
    return std::string("{}");
  });
}

void Workbench::Add(std::string_view method, std::string_view path, std::unique_ptr<http::Endpoint> endpoint, Seen seen) {
  if ((seen == Seen::kByEverybody) != Guard::IsOpen(path)) {
    throw std::logic_error("what is open to everybody is the guard's to say: " + std::string(path));
  }
  routes_.push_back({method, path, std::move(endpoint), seen});
}

void Workbench::Mount(http::Router& router) const {
  router.Own({}, kPath, guard_);
  for (const Route& route : routes_) {
    const bool is_page = route.seen == Seen::kByPeople;
    router.Mount({std::string(route.method), {}, std::string(route.path), http::Cors::kNone, is_page}, *route.endpoint);
  }
}

void Workbench::AddJson(std::string_view method, std::string_view path, http::Runs runs, JsonEndpoint::Function function) {
  Add(method, path, std::make_unique<JsonEndpoint>(std::move(function), runs, random_));
}

namespace {

bool DeclaresJson(const http::Headers& headers) {
  const auto content_type = headers.Find("Content-Type").value_or("");
  const auto parts = util::Split(content_type.substr(0, content_type.find(';')), " \t");
  return parts.size() == 1 && util::EqualsIgnoringCase(parts.front(), "application/json");
}

// A browser leaves another page for this one, as a whole: that page sees nothing of it.
bool IsTopLevelNavigation(const http::Request& request) {
  return request.headers.Find("Sec-Fetch-Mode") == "navigate" && request.headers.Find("Sec-Fetch-Dest") == "document";
}

bool IsForServers(std::string_view path) { return path.ends_with("/token") || path.ends_with("/userinfo") || path.ends_with("/jwks"); }

http::Refusal Forbidden(std::string message) { return {http::Reason::kForbidden, std::move(message)}; }

}  // namespace

bool Guard::IsOpen(std::string_view path) {
  constexpr std::string_view kProvider = "/_rockpool/providers/{pool}/{name}/";
  constexpr std::array<std::string_view, 6> kParts{"authorize", "token", "userinfo", "jwks", "sso", "slo"};
  return path.starts_with(kProvider) && std::ranges::find(kParts, path.substr(kProvider.size())) != kParts.end();
}

// A GET may take a fault or forget what was asked before, so no page has an image or a script of it.
std::optional<http::Refusal> Guard::AdmitToStandIn(const http::Request& request, std::string_view path) {
  const bool is_foreign = http::IsFetchedAcrossOrigins(request.headers);
  const auto origin = request.headers.Find("Origin");
  const bool is_refused =
      IsForServers(path) ? is_foreign || (origin && !http::IsSameOrigin(request, *origin)) : is_foreign && !IsTopLevelNavigation(request);
  return is_refused ? std::optional(Forbidden("Web pages of other origins may only lead a browser to a simulated provider."))
                    : std::nullopt;
}

std::optional<http::Refusal> Guard::Admit(const http::Request& request, const http::Entrance* entrance) const {
  if (entrance != nullptr && IsOpen(entrance->path)) {
    return AdmitToStandIn(request, entrance->path);
  }
  const auto host = http::HostOf(request);
  if (!host || !http::IsTrustedHost(host->host, allowed_hosts_)) {
    return Forbidden("This host name is not trusted with /_rockpool; start rockpool with --allowed-hosts to name it.");
  }
  const auto origin = request.headers.Find("Origin");
  const bool is_led_to_a_page = entrance != nullptr && entrance->is_page && request.method == "GET" && IsTopLevelNavigation(request);
  if ((origin && !http::IsSameOrigin(request, *origin)) || (http::IsFetchedAcrossOrigins(request.headers) && !is_led_to_a_page)) {
    return Forbidden("Web pages of other origins may not use /_rockpool.");
  }
  const bool takes_a_body = request.method == "PUT" || request.method == "POST";
  if (takes_a_body && !request.body.empty() && !DeclaresJson(request.headers)) {
    return http::Refusal{http::Reason::kInvalid, "The body must be declared as JSON: Content-Type: application/json."};
  }
  return std::nullopt;
}

void Guard::Finish(http::Response& response) const {
  response.headers.Add("X-Content-Type-Options", "nosniff");
  response.headers.Add("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.Add("Cache-Control", "no-store");
  if (!response.headers.Find("Content-Security-Policy")) {
    response.headers.Add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
}

}  // namespace rockpool::workbench
