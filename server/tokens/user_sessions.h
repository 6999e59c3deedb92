// What users and administrators are told of sign-ins where the pool tracks sessions: one TOKEN session for each refresh family, one SSO
// session for each browser's at the pages; and how they end. Source: the SDK's comments on the four operations, and the guide.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/world/caller.h"
#include "storage/transaction.h"
#include "storage/user_sessions.h"

namespace rockpool::tokens {

// Whether sign-ins in the pool are sessions to be told of.
inline bool TracksSessions(const pools::PoolInUse& pool) { return pool.session_limit > 0; }

// Throws api::OperationNotEnabledException where the pool does not track.
void RequireTracking(const pools::PoolInUse& pool);

// From where somebody calls, as sessions tell it.
struct Place {
  std::string device_type;
  std::string ip_address;
};
Place PlaceOf(std::string_view user_agent, std::string_view address);
inline Place PlaceOf(const world::Caller& caller) { return PlaceOf(caller.user_agent, caller.address); }

std::string DrawTokenSessionId(util::Random& random);    // tkn and 25 characters
std::string DrawBrowserSessionId(util::Random& random);  // sso and 25 characters

// In the write that begins the family of the session. Before that the user's least recently used TOKEN sessions end, with their tokens, as
// far as he would have more than `limit` (documented). What has ended otherwise since he signed in last is forgotten. Where it came through
// an SSO session, it begins from the place of that.
void BeginSession(storage::Transaction& transaction, std::int64_t limit, storage::UserSession session, std::int64_t user,
                  util::EpochMillis now);

// Gives a browser's session that begins in a pool that tracks what is told of it. Draws: not inside a transaction.
void Track(storage::BrowserSession& session, const pools::PoolInUse& pool, std::string client_id, const Place& place, util::EpochMillis now,
           util::Random& random);

// Writes down that somebody goes on with a session, of a browser where it is tracked.
void UseSession(storage::Transaction& transaction, storage::UserSession session, const Place& place, util::EpochMillis now);
void UseSession(storage::Transaction& transaction, storage::BrowserSession session, const Place& place, util::EpochMillis now);

// All that the user has, the last used one first, a TOKEN session before an SSO session of that time (Assumed). `current_family`: that of
// the token by which he asks; 0: none is current. Of SSO sessions the newest thousand: the API may not make the list grow for ever.
std::vector<api::SessionDescriptionType> SessionsOf(const storage::Transaction& transaction, std::int64_t user, util::EpochMillis now,
                                                    std::int64_t current_family = 0);

// By which the list is in order, as text; ids tell apart what is of the same time.
std::string ListKeyOf(const api::SessionDescriptionType& session);

using Associated = std::optional<api::RevokeAssociatedSessionsType>;

// Ends one with its tokens; LINKED with what belongs to it: the SSO session that a TOKEN session came through, the TOKEN sessions that came
// through an SSO session. Throws api::ResourceNotFoundException for what is no session of the user, and
// api::InvalidParameterException for the TOKEN session of `current_family`.
void EndSession(storage::Transaction& transaction, std::int64_t user, const std::string& session_id, const Associated& associated,
                util::EpochMillis now, std::int64_t current_family = 0);

// LINKED: ends the SSO session that the family's session came through, if there is any.
void EndParentOf(storage::Transaction& transaction, std::int64_t family, const Associated& associated);

// What happened before is told of no more; tokens and browsers go on.
void ForgetSessionsOfPool(storage::Transaction& transaction, std::string_view user_pool_id);

}  // namespace rockpool::tokens
