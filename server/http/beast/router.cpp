#include "server/http/beast/router.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "server/http/beast/error_response.h"
#include "server/util/log.h"

namespace rockpool::http::beast {
namespace {

constexpr std::string_view kUnknown = "UnknownOperationException";

std::string Join(std::string list, std::string_view item) {
  list.append(list.empty() ? "" : ", ").append(item);
  return list;
}

}  // namespace

void Router::Mount(std::string_view method, std::string_view path, Endpoint& endpoint, Cors cors) {
  if (!paths_[std::string(path)].emplace(method, Mounted{&endpoint, cors}).second) {
    throw std::logic_error("two endpoints for " + std::string(method) + " " + std::string(path));
  }
}

Routed Router::Route(Request request) const {
  const auto path = paths_.find(request.path);
  if (path == paths_.end()) {
    return {std::make_unique<Answered>(Error(404, kUnknown, "rockpool has nothing at this path; the API is at POST /.")), Cors::kAnyOrigin};
  }
  const Methods& methods = path->second;
  const auto mounted = methods.find(request.method == "HEAD" && !methods.contains("HEAD") ? "GET" : request.method);
  if (mounted == methods.end()) {
    return RouteUnmounted(methods, request);
  }
  return {mounted->second.endpoint->Accept(std::move(request)), mounted->second.cors};
}

std::size_t Router::BodyLimit(const Request& head) const {
  const auto path = paths_.find(head.path);
  if (path == paths_.end()) {
    return kUsualBodyLimit;
  }
  const auto mounted = path->second.find(head.method);
  return mounted == path->second.end() ? kUsualBodyLimit : mounted->second.endpoint->BodyLimit(head);
}

Response Router::Error(int status, std::string_view type, std::string_view message) const {
  Response response = ErrorResponse(random_, status, type, message);
  util::Log(util::LogLevel::kInfo, "request",
            {{"operation", "-"},
             {"status", static_cast<std::int64_t>(status)},
             {"error", type},
             {"request_id", response.headers.Find("x-amzn-RequestId").value_or("")}});
  return response;
}

Cors Router::CorsOf(const Methods& methods) {
  const bool open = std::ranges::any_of(methods, [](const auto& method) { return method.second.cors == Cors::kAnyOrigin; });
  return open ? Cors::kAnyOrigin : Cors::kNone;
}

Routed Router::RouteUnmounted(const Methods& methods, const Request& request) const {
  const Cors cors = CorsOf(methods);
  if (request.method == "OPTIONS" && cors == Cors::kAnyOrigin) {
    std::string open;
    for (const auto& [method, mounted] : methods) {
      open = mounted.cors == Cors::kAnyOrigin ? Join(std::move(open), method) : open;
    }
    util::Log(util::LogLevel::kDebug, "preflight", {});
    return {std::make_unique<Answered>(PreflightResponse(request.headers, std::move(open))), cors};
  }
  std::string allow;
  for (const auto& [method, mounted] : methods) {
    allow = Join(std::move(allow), method);
    if (method == "GET" && !methods.contains("HEAD")) {
      allow = Join(std::move(allow), "HEAD");
    }
  }
  if (cors == Cors::kAnyOrigin) {
    allow = Join(std::move(allow), "OPTIONS");
  }
  Response response = Error(405, kUnknown, "This path answers other methods; the Allow header lists them.");
  response.headers.Add("Allow", std::move(allow));
  return {std::make_unique<Answered>(std::move(response)), cors};
}

}  // namespace rockpool::http::beast
