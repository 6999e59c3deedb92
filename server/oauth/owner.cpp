#include "server/oauth/owner.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "server/util/log.h"

namespace rockpool::oauth {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kHeaders{{
    {"X-Content-Type-Options", "nosniff"},
    {"X-XSS-Protection", "1; mode=block"},
    {"Cache-Control", "no-cache, no-store, max-age=0, must-revalidate"},
    {"Pragma", "no-cache"},
    {"Expires", "0"},
    {"X-Frame-Options", "DENY"},
    {"Server", "Server"},
    {"X-Application-Context", "application:prod:8443"},
}};

int StatusOf(http::Reason reason) {
  using http::Reason;
  switch (reason) {
    case Reason::kUnknownPath:
    case Reason::kUnknownMethod:
      return 405;
    case Reason::kTimedOut:
      return 408;
    case Reason::kHeadersTooLarge:
      return 431;
    case Reason::kBodyTooLarge:
      return 413;
    case Reason::kNoRoom:
    case Reason::kNoThread:
      return 503;
    case Reason::kNotKept:
      return 500;
    case Reason::kForbidden:
      return 403;
    case Reason::kNotHttp:
    case Reason::kInvalid:
      break;
  }
  return 400;
}

}  // namespace

http::Response OAuthOwner::Refuse(const http::Request& request, const http::Refusal& refusal) const {
  http::Response response;
  response.status = StatusOf(refusal.reason);
  if (refusal.reason == http::Reason::kUnknownPath) {
    response.headers.Add("Allow", request.method == "GET" ? "POST" : "GET");  // recorded; the router knows those of paths that there are
  }
  const std::string request_id = util::RandomUuid(random_);
  util::Log(util::LogLevel::kInfo, "request",
            {{"operation", "-"},
             {"status", static_cast<std::int64_t>(response.status)},
             {"error", std::string_view(refusal.message)},
             {"request_id", std::string_view(request_id)}});
  response.headers.Add("x-amz-cognito-request-id", request_id);
  return response;
}

void OAuthOwner::Finish(http::Response& response) const {
  for (const auto& [name, value] : kHeaders) {
    if (!response.headers.Find(name)) {
      response.headers.Add(name, std::string(value));
    }
  }
}

}  // namespace rockpool::oauth
