// The buttons of the providers by which the app client lets people sign in.
#pragma once

#include "server/oauth/pages/visit.h"
#include "server/pages/pages.h"

namespace rockpool::oauth {

// In the order of their names; each leads to /oauth2/authorize with its `identity_provider`. Reads in a transaction of its own.
void AddProviderButtons(const Visit& visit, pages::Values& values);

}  // namespace rockpool::oauth
