#include "server/operations/user_sessions/session_page.h"

#include "server/tokens/user_sessions.h"

namespace rockpool::operations {
namespace {

constexpr std::size_t kPage = 125;

}  // namespace

Page<api::SessionDescriptionType> ReadSessions(const storage::Transaction& transaction, const Context& context, const SessionsAsked& asked,
                                               const std::optional<std::string>& token) {
  const auto fetch = [&](const std::string& after, std::size_t limit) {
    auto sessions = tokens::SessionsOf(transaction, asked.user, context.world.clock.Now(), asked.current_family);
    std::erase_if(sessions, [&](const api::SessionDescriptionType& session) { return tokens::ListKeyOf(session) <= after; });
    if (sessions.size() > limit) {
      sessions.resize(limit);
    }
    return sessions;
  };
  return ReadPage(context, asked.user_pool_id + "/" + asked.username, token, kPage, fetch, tokens::ListKeyOf, world::kBadNextToken);
}

}  // namespace rockpool::operations
