// What a SAML provider lets a browser post, at sign-in and at sign-out.
#pragma once

#include <string>

#include "server/oauth/exchange.h"

namespace rockpool::oauth {

struct SamlForm {
  std::string response;  // SAMLResponse
  std::string relay_state;
};

// Throws PageError in AWS's words where one of them is missing, said twice, or a RelayState that is neither a query nor of the form of
// those that this server draws.
SamlForm RequireSamlForm(const Exchange& exchange);

}  // namespace rockpool::oauth
