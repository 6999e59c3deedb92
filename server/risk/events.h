// The record of events: what AdminListUserAuthEvents lists.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/risk/assessment.h"
#include "server/risk/sender.h"
#include "server/util/clock.h"
#include "storage/auth_events.h"
#include "storage/transaction.h"

namespace rockpool::risk {

// Of an event that begins: no challenges yet.
api::AuthEventType NewEvent(std::string event_id, api::EventType type, const Sender& sender, const Assessment& assessment,
                            util::EpochMillis now);

// What became of a challenge, in the place of what is said of it already.
void SetChallenge(api::AuthEventType& event, api::ChallengeName name, api::ChallengeResponse response);

// Keeps an event that has begun, for two years (documented), however many the user has. One row; it also sweeps some that are older.
void Keep(storage::Transaction& transaction, const accounts::User& user, const api::AuthEventType& event);

// The user's event of that id; nullopt if there is none, or it has expired. Of a user with a million events one that is not among the last
// takes some tenths of a second: not for a write.
std::optional<storage::AuthEvent> FindEvent(const storage::Transaction& transaction, const accounts::User& user, std::string_view event_id,
                                            util::EpochMillis now);

// One that was seen a moment ago, as it is now; nullopt if it is the user's no more. For writes too.
std::optional<storage::AuthEvent> FindStill(const storage::Transaction& transaction, const accounts::User& user, std::string_view event_id,
                                            util::EpochMillis creation_millis);

api::AuthEventType Shown(const storage::AuthEvent& record);

// The record says what the event says now.
void Change(storage::Transaction& transaction, storage::AuthEvent record, const api::AuthEventType& event);

}  // namespace rockpool::risk
