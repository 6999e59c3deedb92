// The buttons of the providers by which the app client lets people sign in.
#pragma once

#include "server/oauth/pages/visit.h"
#include "server/pages/pages.h"

namespace rockpool::oauth {

// In the order of their names; each leads to /oauth2/authorize with its `identity_provider`. The classic hosted UI has a box for e-mail
// addresses (domain_box.h) in place of its SAML providers, where there are several and each has an identifier (documented). Reads in a
// transaction of its own.
void AddProviderButtons(const Visit& visit, pages::Values& values);

}  // namespace rockpool::oauth
