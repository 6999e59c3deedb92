// Whom the program may talk to, judged by a host's name or address alone. Resolves nothing.
#pragma once

#include <string_view>

namespace rockpool::http {

// kLocal: loopback and private-range addresses, `localhost` and its subdomains, `host.docker.internal`, and names without a dot
// (the other containers of a compose file). kForbidden: what no request is ever sent to, in any mode (unspecified, link-local, multicast
// and the like, and the services that hand a cloud machine its credentials, by address and by name). kPublic: all else.
enum class HostClass { kLocal, kPublic, kForbidden };

// Judges by the text alone: what a name resolves to is to be judged by ClassOfAddress as well.
HostClass ClassOfHost(std::string_view host);

// Whether the host is an IPv4 or IPv6 address in text form, and so no name that anyone could point elsewhere.
bool IsAddress(std::string_view host);

// `address` is an IPv4 or IPv6 address in text form; anything else is kForbidden. IPv4 addresses inside IPv6 are judged as IPv4.
HostClass ClassOfAddress(std::string_view address);

}  // namespace rockpool::http
