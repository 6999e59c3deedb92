#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/pools/pool_in_use.h"
#include "server/risk/events.h"
#include "server/risk/feedback.h"
#include "server/util/time_text.h"
#include "server/world/page_token.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// The API reference's sample shows what AWS's token is: the last event that was shown, and when it was.
std::string TokenOf(const storage::AuthEvent& event) { return event.event_id + "#" + util::IsoTime(event.creation_millis); }

// Behind which event a page begins. The token's date is the way to it.
std::optional<storage::AuthEventPlace> BeginOf(const storage::Transaction& transaction, const accounts::User& user,
                                               const std::optional<std::string>& token) {
  if (!token) {
    return std::nullopt;
  }
  const std::size_t end = std::min(token->find('#'), token->size());
  const std::string_view date = std::string_view(*token).substr(std::min(end + 1, token->size()));
  const auto created = util::ParseIsoTime(date);
  const auto event = created ? transaction.auth_events().FindOf(user.number(), token->substr(0, end), *created) : std::nullopt;
  if (!event || TokenOf(*event) != *token) {
    throw api::InvalidParameterException(world::kBadNextToken);
  }
  return storage::AuthEventPlace{event->creation_millis, event->number};
}

}  // namespace

api::AdminListUserAuthEventsResponse AdminListUserAuthEvents(const Context& context, const api::AdminListUserAuthEventsRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const auto pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
    risk::RequireThreatProtection(*pool);
    const accounts::User user = accounts::RequireUser(transaction, *pool, request.Username);
    const std::size_t size = PageSize(request.MaxResults, 60);
    auto events = transaction.auth_events().List(user.number(), BeginOf(transaction, user, request.NextToken), size + 1);
    std::erase_if(events, [&](const storage::AuthEvent& event) { return event.kept_until_millis <= now; });
    api::AdminListUserAuthEventsResponse response;
    if (events.size() > size) {
      events.pop_back();
      response.NextToken = TokenOf(events.back());
    }
    response.AuthEvents.emplace();
    for (const storage::AuthEvent& event : events) {
      response.AuthEvents->push_back(risk::Shown(event));
    }
    return response;
  });
}

}  // namespace rockpool::operations
