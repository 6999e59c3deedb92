#include "server/endpoint_url.h"

namespace rockpool {
namespace {

std::string ReachableHost(const std::string& host) {
  if (host == "0.0.0.0" || host == "::") {
    return "127.0.0.1";
  }
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

std::string EndpointUrl(const std::string& host, std::string_view scheme, std::uint16_t port) {
  return std::string(scheme) + "://" + ReachableHost(host) + ":" + std::to_string(port);
}

}  // namespace rockpool
