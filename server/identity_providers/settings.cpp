#include "server/identity_providers/settings.h"

#include <cstdint>

#include "server/http/host_class.h"

namespace rockpool::identity_providers {

bool IsReal(const Settings& settings, std::string_view host) {
  switch (settings.providers) {
    case Settings::Providers::kSimulated:
      return false;
    case Settings::Providers::kLocal:
      return http::ClassOfHost(host) == http::HostClass::kLocal || settings.real_hosts.contains(host);
    case Settings::Providers::kOnline:
      break;
  }
  return true;
}

bool IsAtAskedPort(const Settings& settings, const http::Url& url) {
  constexpr std::uint16_t kHttp = 80;
  constexpr std::uint16_t kHttps = 443;
  return settings.providers != Settings::Providers::kOnline || http::ClassOfHost(url.host) != http::HostClass::kPublic ||
         url.port == kHttp || url.port == kHttps;
}

}  // namespace rockpool::identity_providers
