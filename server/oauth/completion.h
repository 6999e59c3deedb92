// The end of a sign-in by pages: the browser goes back to the application.
#pragma once

#include <optional>
#include <string>

#include "server/accounts/user.h"
#include "server/http/endpoint.h"
#include "server/http/message.h"
#include "server/oauth/authorization_request.h"
#include "server/oauth/browser_sessions.h"
#include "server/oauth/exchange.h"
#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/world/look_call_commit.h"
#include "storage/transaction.h"

namespace rockpool::oauth {

// For who has just signed in: 302 to the redirect URI with a code, which is kept then, or, implicit, with tokens in the fragment; his
// browser gets a session, and loses the cookie of its page flow. Asks the pool's PreTokenGeneration function, and so may block; computes
// (implicit: signs twice) and writes. Throws RedirectError if the function refuses, in AWS's words, and if the user or the client is gone
// or the user disabled meanwhile, or the session has ended whose proofs counted: then there is no session either. Its writes are the last
// of the `steps`, which may have looked before. `end`, if there is one, has not been written yet, and comes first in the write that keeps
// code or tokens; what it throws goes through.
http::Response FinishSignIn(const Exchange& exchange, world::LookCallCommit& steps, const AuthorizationRequest& request,
                            const sign_in::SignedIn& signed_in, const SessionOrigin& origin = {},
                            const sign_in::EndOfSignIn& end = nullptr);

// For the ID token of who has signed in by a provider, where the application has sent none: AWS puts one of its own there (recorded).
std::string DrawNonce(util::Random& random);

// Who is signed in by the browser's session, if the request takes that: not with prompt=login, nor for a client that registered itself,
// nor of a session that is older than max_age or below the level of acr_values.
std::optional<SignedInBrowser> FindSilently(const Exchange& exchange, const AuthorizationRequest& request);

// Who is signed in by the browser's session, if it is below the level of acr_values and that is all: what he has proved counts towards it.
// Not of a session that began at a provider, which says nothing of the pool's factors, nor of one whose user has another password since.
std::optional<SignedInBrowser> FindBelowLevel(const Exchange& exchange, const AuthorizationRequest& request);

// 302 to the redirect URI for who is signed in by that session: as FinishSignIn, with the session's own time, and no new session.
http::Response CompleteAgain(const Exchange& exchange, const AuthorizationRequest& request, const SignedInBrowser& browser);

// Where the browser is signed in already and the request takes that: as FinishSignIn, with the session's own time, and no new session.
// nullopt where the person is to be asked: see FindSilently, and the session may have begun elsewhere than the request says; a client that
// registered itself gets nothing of somebody who does not see the page (Assumed). Refuses the request with `login_required` where
// nobody may be asked (prompt=none).
std::optional<http::Response> CompleteSilently(const Exchange& exchange, const AuthorizationRequest& request);

// Where /login runs: who has a session may be sent back to the application at once, with a code that is written down, and for which a
// function may be asked.
http::Runs RunsOfLogin(const Exchange& exchange);

// Where /oauth2/authorize runs: kHere where the browser has sent no session and no provider is named, kWaits where one is or a function may
// be asked.
http::Runs RunsOfAuthorize(const Exchange& exchange);

// Where /logout runs: kHere where the browser has sent no session, else kWaits, since the session may be a SAML provider's.
http::Runs RunsOfLogout(const Exchange& exchange);

}  // namespace rockpool::oauth
