// The end of a sign-in by pages: the browser goes back to the application.
#pragma once

#include "server/accounts/user.h"
#include "server/http/message.h"
#include "server/oauth/authorization_request.h"
#include "server/oauth/exchange.h"
#include "server/util/clock.h"

namespace rockpool::oauth {

// 302 to the redirect URI with a code, which is kept then, or, implicit, with tokens in the fragment. Computes (implicit: signs twice) and
// writes. Throws RedirectError if the user or the client is gone or the user disabled meanwhile.
http::Response Complete(const Exchange& exchange, const AuthorizationRequest& request, const accounts::User& user,
                        util::EpochMillis authenticated_millis);

// The same for who has just signed in, and whose browser gets a session therefore; takes the cookie `page-data` away.
http::Response FinishSignIn(const Exchange& exchange, const AuthorizationRequest& request, const accounts::User& user,
                            util::EpochMillis authenticated_millis);

}  // namespace rockpool::oauth
