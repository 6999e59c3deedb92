#include <string>

#include "server/accounts/settings.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/pool_in_use.h"
#include "server/pools/user_pools.h"
#include "server/risk/feedback.h"
#include "storage/store.h"

namespace rockpool::operations {

// Public: whoever has the token of a notice. The pool that it names may be anybody's.
api::UpdateAuthEventFeedbackResponse UpdateAuthEventFeedback(const Context& context, const api::UpdateAuthEventFeedbackRequest& request) {
  const world::World& world = context.world;
  const util::EpochMillis now = world.clock.Now();
  const std::string& secret = world.settings.Of<accounts::Settings>().secret;
  const risk::UsersFeedback feedback{request.Username, request.EventId, request.FeedbackToken, request.FeedbackValue};
  const auto use_pool = [&](const storage::Transaction& transaction) {
    if (!transaction.user_pools().FindById(request.UserPoolId)) {
      pools::ThrowPoolNotFound(request.UserPoolId);
    }
    return pools::UsePoolOf(transaction, world.caches, request.UserPoolId);
  };
  const storage::AuthEvent seen = world.store.Read([&](const storage::Transaction& transaction) {
    return risk::RequireEventOf(transaction, *use_pool(transaction), secret, feedback, now);
  });
  world.store.Write([&](storage::Transaction& transaction) {
    risk::GiveUsersFeedback(transaction, *use_pool(transaction), secret, feedback, seen, now);
  });
  return {};
}

}  // namespace rockpool::operations
