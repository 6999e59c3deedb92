// Where a provider's addresses are: what its details say, and else its discovery document.
#pragma once

#include <string>

#include "server/federation/oauth2/asking.h"
#include "server/federation/oauth2/dialect.h"

namespace rockpool::federation {

struct Endpoints {
  std::string authorize;
  std::string token;
  std::string keys;     // empty where there are no ID tokens
  std::string profile;  // empty where there is none
};

// `authorize` alone. Asks discovery only where the details leave it out: then it waits, each time anew. Throws Refusal where it cannot be
// had.
std::string AuthorizeEndpointOf(const Asking& asking);

// All the others, in the same way. A profile that only discovery knows may be missing.
Endpoints EndpointsOf(const Asking& asking);

}  // namespace rockpool::federation
