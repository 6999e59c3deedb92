// Signing in by choice (USER_AUTH): managed login asks for the name first, and then offers what the person has.
#pragma once

#include "server/oauth/pages/visit.h"

namespace rockpool::oauth {

// Whether the app client lets people choose, and the pool has more to choose than a password. Not on the classic pages (documented).
bool OffersChoice(const Visit& visit);

// Whether people may sign in with passkeys here.
bool OffersPasskeys(const Visit& visit);

}  // namespace rockpool::oauth
