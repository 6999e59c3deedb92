#include "server/http/connect_to.h"

#include <string>

#include "server/http/host_class.h"
#include "server/http/url.h"

namespace rockpool::http {

std::optional<ConnectTo> ParseConnectTo(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) {
    return std::nullopt;
  }
  const auto from = ParseUrl("https://" + std::string(text.substr(0, equals)));
  const auto to = ParseUrl("https://" + std::string(text.substr(equals + 1)));
  if (!from || !to || from->Authority() != from->host || from->target != "/" || to->target != "/") {
    return std::nullopt;
  }
  if (IsAddress(from->host) || ClassOfHost(from->host) == HostClass::kForbidden || ClassOfAddress(to->host) == HostClass::kForbidden) {
    return std::nullopt;
  }
  return ConnectTo{from->host, to->host, to->port};
}

}  // namespace rockpool::http
