// An event as a line of the pool's exported log.
#pragma once

#include <string>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/util/clock.h"

namespace rockpool::risk {

// What the log says beside the event.
struct LoggedBy {
  const clients::ClientInUse& client;
  const accounts::User& user;
  std::string request_id;
  bool has_context_data = false;
};

// JSON in the form that the developer guide shows ("Exporting logs"). Assumed: the words for what its sample has not, ACCOUNT_TAKEOVER and
// BLOCK beside PASS, and "Password:Success".
std::string UserLogLine(const api::AuthEventType& event, const LoggedBy& by, util::EpochMillis now);

}  // namespace rockpool::risk
