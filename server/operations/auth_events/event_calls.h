// What the operations on a user's events share.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "server/accounts/names.h"
#include "server/accounts/user.h"
#include "server/api/errors.h"
#include "server/api/types.h"
#include "server/messaging/settings.h"
#include "server/operations/context.h"
#include "server/pools/pool_in_use.h"
#include "server/risk/events.h"
#include "server/risk/mode.h"
#include "storage/transaction.h"

namespace rockpool::operations {

// Throws api::UserPoolAddOnNotEnabledException. Assumed: the text, and that AUDIT is enough.
inline void RequireThreatProtection(const pools::PoolInUse& pool) {
  if (!risk::ModeOf(pool)) {
    throw api::UserPoolAddOnNotEnabledException("User pool add-on is not enabled.");
  }
}

// The user's event. Throws api::ResourceNotFoundException. Assumed: the text.
inline storage::AuthEvent RequireEvent(const storage::Transaction& transaction, const Context& context, const accounts::User& user,
                                       std::string_view event_id) {
  auto event = risk::FindEvent(transaction, user, event_id, context.world.clock.Now());
  if (!event) {
    throw api::ResourceNotFoundException("Event does not exist.");
  }
  return *std::move(event);
}

// Says of the event what `provider` thinks of it. It trains nothing here: there is no engine.
inline void GiveFeedback(storage::Transaction& transaction, const Context& context, storage::AuthEvent record, api::FeedbackValueType value,
                         std::string provider) {
  api::AuthEventType event = risk::Shown(record);
  event.EventFeedback = api::EventFeedbackType{value, std::move(provider), api::Timestamp{context.world.clock.Now()}};
  risk::Change(transaction, std::move(record), event);
}

}  // namespace rockpool::operations
