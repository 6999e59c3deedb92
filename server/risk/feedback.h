// What users and administrators say of events. It trains nothing: there is no engine.
#pragma once

#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "storage/auth_events.h"
#include "storage/transaction.h"

namespace rockpool::risk {

// Throws api::UserPoolAddOnNotEnabledException. Assumed: the text, and that AUDIT is enough.
void RequireThreatProtection(const pools::PoolInUse& pool);

// Users are asked by a notice whether it was they who signed in. The token is good for one event, and comes with its notice alone. It has
// the form that the API's member has.
std::string FeedbackTokenOf(std::string_view secret, const accounts::User& user, std::string_view event_id);

// What is wrong is told before anybody takes the turn to write: the two functions that find an event are for a look before. Those that give
// the feedback are given what was `seen` then, and throw as they do.
storage::AuthEvent RequireEvent(const storage::Transaction& transaction, const accounts::User& user, const std::string& event_id,
                                util::EpochMillis now);

// As an administrator. Throws api::ResourceNotFoundException for an event that the user has not (Assumed: the text).
void GiveAdministratorsFeedback(storage::Transaction& transaction, const accounts::User& user, const storage::AuthEvent& seen,
                                api::FeedbackValueType value, util::EpochMillis now);

// By who has the notice. In AWS's order throws api::UserPoolAddOnNotEnabledException, api::UserNotFoundException,
// api::NotAuthorizedException for a token that is not of the event (Assumed: the text), and as the other does.
struct UsersFeedback {
  std::string username;
  std::string event_id;
  std::string token;
  api::FeedbackValueType value = api::FeedbackValueType::Valid;
};
storage::AuthEvent RequireEventOf(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view secret,
                                  const UsersFeedback& feedback, util::EpochMillis now);
void GiveUsersFeedback(storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view secret,
                       const UsersFeedback& feedback, const storage::AuthEvent& seen, util::EpochMillis now);

}  // namespace rockpool::risk
