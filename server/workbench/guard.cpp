#include "server/workbench/guard.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <string_view>

#include "server/api/errors.h"
#include "server/http/url.h"
#include "server/util/strings.h"
#include "server/workbench/answer.h"

namespace rockpool::workbench {
namespace {

// The parts of a Host header, with the default port of the scheme where it has none.
std::optional<http::Url> ParseHost(const http::Headers& headers, bool https) {
  const auto host = headers.Find("Host");
  if (!host || host->find_first_of("/?#") != std::string_view::npos) {
    return std::nullopt;
  }
  return http::ParseUrl(std::string(https ? "https://" : "http://").append(*host));
}

bool IsTrusted(const std::string& host, const std::vector<std::string>& allowed_hosts) {
  return http::IsAddress(host) || http::ClassOfHost(host) == http::HostClass::kLocal ||
         std::ranges::find(allowed_hosts, host) != allowed_hosts.end();
}

bool IsSameOrigin(const http::Headers& headers, std::string_view origin_text) {
  const auto origin = http::ParseUrl(origin_text);
  if (!origin) {
    return false;  // "null", which sandboxed pages send, and what is no web page's
  }
  const auto own = ParseHost(headers, origin->https);
  return own && own->host == origin->host && own->port == origin->port;
}

bool DeclaresJson(const http::Headers& headers) {
  const auto content_type = headers.Find("Content-Type").value_or("");
  const auto parts = util::Split(content_type.substr(0, content_type.find(';')), " \t");
  return parts.size() == 1 && util::EqualsIgnoringCase(parts.front(), "application/json");
}

}  // namespace

void CheckAccess(const http::Request& request, const std::vector<std::string>& allowed_hosts) {
  const auto host = ParseHost(request.headers, false);
  if (!host || !IsTrusted(host->host, allowed_hosts)) {
    throw api::ForbiddenException("This host name is not trusted with /_rockpool; start rockpool with --allowed-hosts to name it.");
  }
  const auto origin = request.headers.Find("Origin");
  if (origin && !IsSameOrigin(request.headers, *origin)) {
    throw api::ForbiddenException("Web pages of other origins may not use /_rockpool.");
  }
  const bool takes_a_body = request.method == "PUT" || request.method == "POST";
  if (takes_a_body && !request.body.empty() && !DeclaresJson(request.headers)) {
    throw api::InvalidParameterException("The body must be declared as JSON: Content-Type: application/json.");
  }
}

std::unique_ptr<http::Work> Guard::Accept(http::Request request) noexcept {
  try {
    CheckAccess(request, allowed_hosts_);
  } catch (...) {
    const std::exception_ptr refusal = std::current_exception();
    const auto refuse = [&refusal]() -> std::string { std::rethrow_exception(refusal); };
    return std::make_unique<http::Answered>(AnswerOf(refuse, request, random_));
  }
  return guarded_->Accept(std::move(request));
}

}  // namespace rockpool::workbench
