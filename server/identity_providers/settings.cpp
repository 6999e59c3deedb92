#include "server/identity_providers/settings.h"

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

}  // namespace rockpool::identity_providers
