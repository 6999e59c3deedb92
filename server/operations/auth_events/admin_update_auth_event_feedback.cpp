#include "server/accounts/names.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/pool_in_use.h"
#include "server/risk/feedback.h"
#include "storage/store.h"

namespace rockpool::operations {

api::AdminUpdateAuthEventFeedbackResponse AdminUpdateAuthEventFeedback(const Context& context,
                                                                       const api::AdminUpdateAuthEventFeedbackRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const auto require_user = [&](const storage::Transaction& transaction) {
    const auto pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
    risk::RequireThreatProtection(*pool);
    return accounts::RequireUser(transaction, *pool, request.Username);
  };
  const storage::AuthEvent seen = context.world.store.Read([&](const storage::Transaction& transaction) {
    return risk::RequireEvent(transaction, require_user(transaction), request.EventId, now);
  });
  context.world.store.Write([&](storage::Transaction& transaction) {
    risk::GiveAdministratorsFeedback(transaction, require_user(transaction), seen, request.FeedbackValue, now);
  });
  return {};
}

}  // namespace rockpool::operations
