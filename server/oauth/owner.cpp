#include "server/oauth/owner.h"

#include <array>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "server/oauth/domain_answer.h"
#include "server/util/log.h"
#include "server/util/strings.h"

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

// An unknown path has no method; what is recorded of one is the other method than the request's.
std::string AllowOf(const http::Request& request, const http::Refusal& refusal) {
  if (refusal.reason == http::Reason::kUnknownPath) {
    return request.method == "GET" ? "POST" : "GET";
  }
  return util::Join(refusal.methods, ", ");
}

// A page's files, and /favicon.ico and its like, which browsers ask for by themselves. A fresh XSRF-TOKEN with one of these would spend the
// form of the page that is open.
bool IsFile(std::string_view path) {
  return path.starts_with("/assets/") || path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

}  // namespace

http::Response OAuthOwner::Refuse(const http::Request& request, const http::Refusal& refusal) const {
  http::Response response;
  response.status = StatusOf(refusal.reason);
  const bool is_missing = refusal.reason == http::Reason::kUnknownPath || refusal.reason == http::Reason::kUnknownMethod;
  if (is_missing) {
    response.headers.Add("Allow", AllowOf(request, refusal));
  }
  const Exchange exchange = BeginExchange(world_, request);
  util::Log(util::LogLevel::kInfo, "request",
            {{"operation", "-"},
             {"status", static_cast<std::int64_t>(response.status)},
             {"error", std::string_view(refusal.message)},
             {"request_id", std::string_view(exchange.caller.request_id)}});
  if (is_missing && !IsFile(request.path)) {
    FinishAnswer(exchange, response);
  } else {
    response.headers.Add(kRequestIdHeader, exchange.caller.request_id);
  }
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
