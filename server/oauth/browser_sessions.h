// Who is signed in at the pages of a pool, in one browser: the cookie `cognito` and the row that it names. It lasts an hour, whatever is
// done with it (documented). One of a user of the pool serves every client of the pool, one that began at a provider whoever asks for that
// provider, or for nothing else (Assumed).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/federation/claims.h"
#include "server/http/message.h"
#include "server/oauth/exchange.h"
#include "server/oauth/site.h"
#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/util/clock.h"

namespace rockpool::oauth {

inline constexpr std::chrono::hours kBrowserSessionLifetime{1};

inline constexpr std::string_view kOfThePool = "COGNITO";  // what stands for the pool's own users among providers

// Where a session began.
struct SessionOrigin {
  std::string provider{kOfThePool};
  util::EpochMillis provider_creation_millis = 0;  // a provider that was made anew under the name is another one
  std::optional<federation::SamlSession> saml;     // for signing out there
};

struct SignedInBrowser {
  accounts::User user;
  util::EpochMillis authenticated_millis = 0;
  SessionOrigin origin;
};

// Whether what he has signed in with counts still: he is enabled and confirmed, and no reset of his password is under way.
bool KeepsSignIns(const accounts::User& user);

// Whether a session that began at that provider counts.
using OriginFilter = std::function<bool(const std::string& provider)>;

// nullopt without a cookie, for a session that has ended, of another pool or of another version of the pages, and for a user who was
// deleted or disabled; of the pool's own users also for one who does not keep his sign-ins, and where his password was set anew since
// (Assumed); of others where the provider was deleted. Of several cookies of the name a good one that `counts` counts. Reads in a
// transaction of its own, if there is a cookie at all.
std::optional<SignedInBrowser> FindBrowserSession(const Exchange& exchange, const Site& site, const OriginFilter& counts);

// A new one, under a value that no browser had before; what the browser had stays good for whoever else has it. Writes in a transaction of
// its own. Throws api::NotAuthorizedException if the user is gone, disabled or another one meanwhile.
void BeginBrowserSession(const Exchange& exchange, const Site& site, std::string_view client_id, const sign_in::SignedIn& signed_in,
                         const SessionOrigin& origin, http::Response& response);

// Ends those of the pool whose cookies the browser sent, and takes the site's cookie away.
void EndBrowserSession(const Exchange& exchange, const Site& site, http::Response& response);

}  // namespace rockpool::oauth
