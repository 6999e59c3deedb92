#include "server/api/handlers.h"
#include "server/operations/auth_events/event_calls.h"
#include "storage/store.h"

namespace rockpool::operations {

api::AdminUpdateAuthEventFeedbackResponse AdminUpdateAuthEventFeedback(const Context& context,
                                                                       const api::AdminUpdateAuthEventFeedbackRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    const auto pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
    RequireThreatProtection(*pool);
    const accounts::User user = accounts::RequireUser(transaction, *pool, request.Username);
    GiveFeedback(transaction, context, RequireEvent(transaction, context, user, request.EventId), request.FeedbackValue, "Admin");
  });
  return {};
}

}  // namespace rockpool::operations
