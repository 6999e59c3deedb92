#include "server/tokens/user_sessions.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "server/api/errors.h"
#include "server/tokens/device_type.h"

namespace rockpool::tokens {
namespace {

using api::RevokeAssociatedSessionsType;
using api::SessionTypeType;

constexpr std::size_t kDrawn = 25;
constexpr std::size_t kMostBrowsers = 1000;

std::string DrawId(const char* kind, util::Random& random) {
  return kind + util::RandomText(random, "abcdefghijklmnopqrstuvwxyz0123456789", kDrawn);
}

// Of both kinds of records.
template <class Session>
bool IsAlive(const Session& session, util::EpochMillis now) {
  return !session.is_ended && session.expires_millis > now;
}

void End(storage::Transaction& transaction, std::int64_t family) {
  transaction.refresh_families().Revoke(family);
  transaction.user_sessions().Delete(family);
}

bool IsLinked(const Associated& associated) { return associated == RevokeAssociatedSessionsType::LINKED; }

void EndBrowser(storage::Transaction& transaction, std::string_view session_id) {
  const auto browser = session_id.empty() ? std::nullopt : transaction.browser_sessions().FindBySessionId(session_id);
  if (browser) {
    transaction.browser_sessions().Delete(browser->digest);
  }
}

// What both kinds have in common: AWS answers with every member but for a location that it has not found.
template <class Session>
api::SessionDescriptionType Described(const Session& session, SessionTypeType type, util::EpochMillis begun) {
  api::SessionDescriptionType described;
  described.SessionId = session.session_id;
  described.SessionType = type;
  described.ClientId = session.client_id;
  described.CreateDate = api::Timestamp{begun};
  described.LastActiveDate = api::Timestamp{session.last_active_millis};
  described.DeviceType = session.device_type;
  if (!session.ip_address.empty()) {
    described.LastIPAddress = session.ip_address;
  }
  described.LastLocation = api::SessionLocationType{std::nullopt, "unknown"};
  described.IsCurrentSession = false;
  return described;
}

}  // namespace

void RequireTracking(const pools::PoolInUse& pool) {
  if (!TracksSessions(pool)) {
    throw api::OperationNotEnabledException("User session tracking is not enabled for this user pool.");  // Assumed
  }
}

Place PlaceOf(std::string_view user_agent, std::string_view address) { return {DeviceTypeOf(user_agent), std::string(address)}; }

std::string DrawTokenSessionId(util::Random& random) { return DrawId("tkn", random); }
std::string DrawBrowserSessionId(util::Random& random) { return DrawId("sso", random); }

void BeginSession(storage::Transaction& transaction, std::int64_t limit, storage::UserSession session, std::int64_t user,
                  util::EpochMillis now) {
  std::vector<storage::SessionUse> alive = transaction.user_sessions().ListUsesOfUser(user);
  std::erase_if(alive, [&](const storage::SessionUse& before) {
    const bool is_over = !IsAlive(before, now);
    if (is_over) {
      transaction.user_sessions().Delete(before.family);
    }
    return is_over;
  });
  std::ranges::sort(alive, {}, [](const storage::SessionUse& one) { return std::pair(one.last_active_millis, one.family); });
  for (std::size_t i = 0; std::cmp_greater_equal(alive.size() - i, limit) && i < alive.size(); ++i) {
    End(transaction, alive[i].family);
  }
  const auto parent =
      session.origin_session_id.empty() ? std::nullopt : transaction.browser_sessions().FindBySessionId(session.origin_session_id);
  if (parent) {
    session.device_type = parent->device_type;
    session.ip_address = parent->ip_address;
  }
  transaction.user_sessions().Insert(session);
}

void Track(storage::BrowserSession& session, const pools::PoolInUse& pool, std::string client_id, const Place& place, util::EpochMillis now,
           util::Random& random) {
  if (!TracksSessions(pool)) {
    return;
  }
  session.session_id = DrawBrowserSessionId(random);
  session.client_id = std::move(client_id);
  session.last_active_millis = now;
  session.device_type = place.device_type;
  session.ip_address = place.ip_address;
}

void UseSession(storage::Transaction& transaction, storage::UserSession session, const Place& place, util::EpochMillis now) {
  session.last_active_millis = now;
  session.device_type = place.device_type;
  session.ip_address = place.ip_address;
  transaction.user_sessions().Touch(session);
}

void UseSession(storage::Transaction& transaction, storage::BrowserSession session, const Place& place, util::EpochMillis now) {
  if (session.session_id.empty()) {
    return;
  }
  session.last_active_millis = now;
  session.device_type = place.device_type;
  session.ip_address = place.ip_address;
  transaction.browser_sessions().Touch(session);
}

std::vector<api::SessionDescriptionType> SessionsOf(const storage::Transaction& transaction, std::int64_t user, util::EpochMillis now,
                                                    std::int64_t current_family) {
  std::vector<api::SessionDescriptionType> sessions;
  for (const storage::UserSession& session : transaction.user_sessions().ListOfUser(user)) {
    if (IsAlive(session, now)) {
      sessions.push_back(Described(session, SessionTypeType::TOKEN, session.creation_millis));
      sessions.back().IsCurrentSession = session.family == current_family;
      if (!session.origin_session_id.empty()) {
        sessions.back().OriginSessionId = session.origin_session_id;
      }
    }
  }
  for (const storage::BrowserSession& session : transaction.browser_sessions().ListTrackedOfUser(user, kMostBrowsers)) {
    if (session.expires_millis > now) {
      sessions.push_back(Described(session, SessionTypeType::SSO, session.authenticated_millis));
    }
  }
  std::ranges::sort(sessions, {}, ListKeyOf);
  return sessions;
}

std::string ListKeyOf(const api::SessionDescriptionType& session) {
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  const std::string time = std::to_string(kLast - session.LastActiveDate.value().epoch_millis);
  const char* const type = session.SessionType == SessionTypeType::SSO ? "1" : "0";
  return std::string(std::to_string(kLast).size() - time.size(), '0') + time + type + session.SessionId.value();
}

void EndSession(storage::Transaction& transaction, std::int64_t user, const std::string& session_id, const Associated& associated,
                util::EpochMillis now, std::int64_t current_family) {
  if (const auto session = transaction.user_sessions().Find(user, session_id); session && IsAlive(*session, now)) {
    if (session->family == current_family) {
      throw api::InvalidParameterException("The current session cannot be revoked.");  // Assumed
    }
    EndParentOf(transaction, session->family, associated);
    End(transaction, session->family);
    return;
  }
  const auto browser = session_id.empty() ? std::nullopt : transaction.browser_sessions().FindBySessionId(session_id);
  if (!browser || browser->user != user || browser->expires_millis <= now) {
    throw api::ResourceNotFoundException("Session does not exist.");  // Assumed
  }
  if (IsLinked(associated)) {
    for (const storage::UserSession& session : transaction.user_sessions().ListOfUser(user)) {
      if (session.origin_session_id == session_id) {
        End(transaction, session.family);
      }
    }
  }
  transaction.browser_sessions().Delete(browser->digest);
}

void EndParentOf(storage::Transaction& transaction, std::int64_t family, const Associated& associated) {
  const auto session = IsLinked(associated) ? transaction.user_sessions().FindOfFamily(family) : std::nullopt;
  if (session) {
    EndBrowser(transaction, session->origin_session_id);
  }
}

void ForgetSessionsOfPool(storage::Transaction& transaction, std::string_view user_pool_id) {
  transaction.user_sessions().DeleteOfPool(user_pool_id);
  transaction.browser_sessions().UntrackOfPool(user_pool_id);
}

}  // namespace rockpool::tokens
