// Whether a person who has signed in is asked for a passkey on the way back to the application, and the way there.
#pragma once

#include "server/http/message.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"
#include "server/sign_in/dispatcher/dispatcher.h"

namespace rockpool::oauth {

// Documented is that managed login asks. Assumed: each time somebody signs in without one who has none yet for this host, where the browser
// would make one; and always where that was what he came for, unless he has as many as he may. Reads, where the pool has passkeys.
bool ShouldOfferPasskey(const Visit& visit, const PageFlow& flow, const sign_in::SignedIn& signed_in);

// To /passkeys/add, where FinishSignIn comes in the end. `flow` is what the browser was in the midst of.
http::Response OfferPasskey(const Visit& visit, PageFlow flow, const sign_in::SignedIn& signed_in);

}  // namespace rockpool::oauth
