// Who is signed in at the pages of a pool, in one browser: the cookie `cognito` and the row that it names. It lasts an hour, whatever is
// done with it (documented), or, in a pool that tracks sessions, as long as the app client says where it began, if that is longer. One of a
// user of the pool serves every client of the pool, one that began at a provider whoever asks for that provider, or for nothing else
// (Assumed).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"
#include "server/federation/claims.h"
#include "server/http/message.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/exchange.h"
#include "server/oauth/site.h"
#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/util/clock.h"
#include "storage/browser_sessions.h"
#include "storage/transaction.h"

namespace rockpool::oauth {

inline constexpr std::chrono::hours kBrowserSessionLifetime{1};

// Where a session began.
struct SessionOrigin {
  std::string provider{kLocalUsers};
  util::EpochMillis provider_creation_millis = 0;  // a provider that was made anew under the name is another one
  std::string subject;                             // who it was there
  std::optional<federation::SamlSession> saml;     // for signing out there
  int level = 0;                                   // that the provider says was reached; 0: what was proved here says it
  std::string credit_digest{};                     // of the row of the session whose proofs counted when this one began; is not kept
};

struct SignedInBrowser {
  accounts::User user;
  util::EpochMillis authenticated_millis = 0;
  SessionOrigin origin;
  std::vector<std::string> methods;  // by which he has signed in, as `amr` names them
  storage::BrowserSession row;
  std::string password_digest{};  // of a user of the pool: sign_in::DigestOfPassword of the password that he had when he signed in
};

// 0 to 4: see sign_in::LevelOf.
int LevelOf(const SignedInBrowser& browser);

// Whether what he has signed in with counts still: he is enabled and confirmed, and no reset of his password is under way.
bool KeepsSignIns(const accounts::User& user);

// Whether a session that began at that provider counts.
using OriginFilter = std::function<bool(const std::string& provider)>;

// nullopt without a cookie, for a session that has ended, of another pool or of another version of the pages, and for a user who was
// deleted or disabled; of the pool's own users also for one who does not keep his sign-ins or has a temporary password (Assumed), but
// not for one who has another password since (documented); of others where the provider was deleted, or the identity there is not the
// user's any more. Of several cookies of the name a good one that `counts` counts. Reads in a transaction of its own, if there is a cookie
// at all. With a client, which is to go on with it: nullopt, too, where its SSOSession is over, of a pool that tracks sessions, or its
// hour, of another one.
std::optional<SignedInBrowser> FindBrowserSession(const Exchange& exchange, const Site& site, const OriginFilter& counts,
                                                  const clients::ClientInUse* client = nullptr);

// The user of one that was found, as he is now; nullopt if it has ended meanwhile, in whichever way.
std::optional<accounts::User> FindUserStill(const storage::Transaction& transaction, const Site& site, const SignedInBrowser& browser,
                                            util::EpochMillis now);

// Whether the session of that row has been ended by nobody, and not run out. It does not look at the user, nor at his password.
bool IsThereStill(const storage::Transaction& transaction, const std::string& digest, util::EpochMillis now);

// A new one, under a value that no browser had before; what the browser had stays good for whoever else has it. It begins when it is
// inserted, in the write that ends the sign-in and has looked at the user again (sign_in::RequireStillGood).
struct NewBrowserSession {
  storage::BrowserSession row;
  std::string value;  // of the cookie
  std::chrono::minutes lifetime = kBrowserSessionLifetime;
};
NewBrowserSession DrawBrowserSession(const Exchange& exchange, const Site& site, std::string_view client_id,
                                     const sign_in::SignedIn& signed_in, const SessionOrigin& origin = {});

void SetSessionCookie(const Exchange& exchange, const Site& site, const NewBrowserSession& session, http::Response& response);

// Ends those of the pool whose cookies the browser sent, and takes the site's cookie away.
void EndBrowserSession(const Exchange& exchange, const Site& site, http::Response& response);

}  // namespace rockpool::oauth
