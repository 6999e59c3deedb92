// What both lists of sessions share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/api/types.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "storage/transaction.h"

namespace rockpool::operations {

// Whose sessions are listed, and for whom.
struct SessionsAsked {
  std::string user_pool_id;
  std::string username;
  std::int64_t user = 0;
  std::int64_t current_family = 0;  // of the token by which the user asks
};

// Up to 125 of them (the SDK's comments: there is no member for the size of a page).
Page<api::SessionDescriptionType> ReadSessions(const storage::Transaction& transaction, const Context& context, const SessionsAsked& asked,
                                               const std::optional<std::string>& token);

}  // namespace rockpool::operations
