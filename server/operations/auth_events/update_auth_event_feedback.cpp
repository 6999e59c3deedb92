#include "server/accounts/settings.h"
#include "server/api/handlers.h"
#include "server/crypto/digest.h"
#include "server/operations/auth_events/event_calls.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

// Public: whoever has the token of a notice. It names the pool, which may be anybody's.
api::UpdateAuthEventFeedbackResponse UpdateAuthEventFeedback(const Context& context, const api::UpdateAuthEventFeedbackRequest& request) {
  const std::string& secret = context.world.settings.Of<accounts::Settings>().secret;
  context.world.store.Write([&](storage::Transaction& transaction) {
    if (!transaction.user_pools().FindById(request.UserPoolId)) {
      pools::ThrowPoolNotFound(request.UserPoolId);
    }
    const auto pool = pools::UsePoolOf(transaction, context.world.caches, request.UserPoolId);
    RequireThreatProtection(*pool);
    const accounts::User user = accounts::RequireUser(transaction, *pool, request.Username);
    if (!crypto::EqualInConstantTime(risk::FeedbackTokenOf(secret, user, request.EventId), request.FeedbackToken)) {
      throw api::NotAuthorizedException("Invalid feedback token.");  // Assumed: the text
    }
    GiveFeedback(transaction, context, RequireEvent(transaction, context, user, request.EventId), request.FeedbackValue, "User");
  });
  return {};
}

}  // namespace rockpool::operations
